"""What the forms of the desk let one choose from: the value that is sent, and what it is called."""

from collections.abc import Sequence

from helpwell.knowledge.models import Category
from helpwell.knowledge.models.translation_queries import TranslationQuerySet
from helpwell.people.models import Team, User

Choices = list[tuple[str, str]]


def category_choices(language: str) -> Choices:
    """The tree by key; depth shows as indentation."""
    return [(str(one.pk), f"{'– ' * (one.depth - 1)}{one.name_in(language)}") for one in _tree()]


def topic_choices(language: str) -> Choices:
    """The tree by public id."""
    return [(one.public_id, one.name_in(language)) for one in _tree()]


def colleague_choices() -> Choices:
    """Everybody who works at the desk."""
    return [(str(one.pk), str(one)) for one in User.objects.staff().by_name()]


def team_choices() -> Choices:
    """All teams."""
    return [(str(one.pk), one.name) for one in Team.objects.all()]


def article_choices(translations: TranslationQuerySet, languages: Sequence[str]) -> Choices:
    """The article of each of these once, under its title in the first of the languages that has one; by title."""
    order = {code: place for place, code in enumerate(languages)}
    titles: dict[str, tuple[int, str]] = {}
    for public_id, code, title in translations.values_list("article__public_id", "language", "live__title"):
        found = (order.get(code, len(order)), title)
        titles[public_id] = min(titles.get(public_id, found), found)
    return sorted(((key, title) for key, (_place, title) in titles.items()), key=lambda pair: pair[1].casefold())


def _tree() -> Sequence[Category]:
    found: Sequence[Category] = Category.objects.get_queryset().named()
    return found
