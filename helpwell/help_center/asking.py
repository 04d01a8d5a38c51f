"""A visitor's question as the pages ask it: who asks, from where, narrowed to what."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from helpwell.answers.asking import Asker, Found, FoundArticle
from helpwell.base.languages import language_name
from helpwell.help_center.addresses import article_url
from helpwell.help_center.understood import understood
from helpwell.knowledge.access import audiences_of
from helpwell.knowledge.models import Category

CANDIDATES = 12  # found before the reader narrows
SURE = 0.5  # from here on the first is called the best answer


@dataclass(frozen=True)
class Result:
    """One line among what was found."""

    article: FoundArticle
    url: str
    where: str  # the name of its category; "" without one
    is_borrowed: bool

    @property
    def language_name(self) -> str:
        """What its language calls itself."""
        return language_name(self.article.translation.language)


@dataclass(frozen=True)
class Narrowing:
    """A category that what was found can be narrowed to; "" is all of it."""

    topic: str
    name: str
    count: int
    is_chosen: bool
    url: str  # the page of results narrowed to it


@dataclass(frozen=True)
class Results:
    """What a page shows of what was found."""

    found: Found
    results: list[Result]
    narrowings: list[Narrowing]  # none when there is but one category
    count: int  # with those beyond the first few

    @property
    def understood(self) -> str:
        """What the question was taken for; "" when it was taken as it is."""
        return understood(self.found)

    @property
    def others(self) -> list[Result]:
        """All but the first."""
        return self.results[1:]

    @property
    def is_sure(self) -> bool:
        """Whether the first is more likely right than not."""
        return self.found.confidence >= SURE


def asker_of(request: HttpRequest, language: str) -> Asker:
    """Who asks, and in which category she is (`?from=`)."""
    given = request.POST if request.method == "POST" else request.GET
    return Asker(language, audiences_of(request.user), given.get("from", "")[:80])


def results_of(found: Found, language: str, topic: str, limit: int) -> Results:
    """The first `limit` in the category `topic` ("": all), and what else one can narrow to."""
    articles = [one.translation.article for one in found.articles]
    prefetch_related_objects([article for article in articles if article.category], "category__names")
    narrowings = _narrowings(found, language, topic)
    kept = [one for one in found.articles if not topic or _topic(one) == topic]
    return Results(found, [_result(one, language) for one in kept[:limit]], narrowings, len(kept))


def search_url(language: str, **query: str) -> str:
    """The page of results that can be shared."""
    given = {name: value for name, value in query.items() if value}
    return f"{reverse('help_center:search', args=[language])}?{urlencode(given)}"


def _result(found: FoundArticle, language: str) -> Result:
    category = found.translation.article.category
    where = category.name_in(language) if category else ""
    return Result(found, article_url(found.translation, language), where, found.translation.language != language)


def _topic(found: FoundArticle) -> str:
    category: Category | None = found.translation.article.category
    return category.public_id if category else ""


def _narrowings(found: Found, language: str, chosen: str) -> list[Narrowing]:
    """All, then the categories of what was found, those with the most first."""
    categories = {_topic(one): one.translation.article.category for one in found.articles}
    counts = Counter(_topic(one) for one in found.articles)
    if len(counts) < 2:
        return []
    names = {key: category.name_in(language) for key, category in categories.items() if category}
    rows = [("", "", counts.total()), *((key, names[key], n) for key, n in counts.most_common() if key)]
    return [
        Narrowing(key, name, n, key == chosen, search_url(language, q=found.question, topic=key))
        for key, name, n in rows
    ]
