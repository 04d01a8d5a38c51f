"""Where one is: the way from the home page down to here."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from helpwell.help_center.addresses import category_url
from helpwell.knowledge.models import Category


@dataclass(frozen=True)
class Step:
    """One stop on the way."""

    name: str
    url: str


def trail_to(category: Category | None, language: str) -> list[Step]:
    """The home page, the categories above, the category itself."""
    home = Step(_("Help"), reverse("help_center:home", args=[language]))
    if category is None:
        return [home]
    above = Category.objects.named().filter(path__in=_paths_down_to(category))
    return [home, *(Step(one.name_in(language), category_url(one, language)) for one in above)]


def _paths_down_to(category: Category) -> list[str]:
    step = Category.steplen
    return [category.path[:end] for end in range(step, len(category.path) + 1, step)]
