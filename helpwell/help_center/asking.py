"""A visitor's question as the pages ask it: who asks, from where, narrowed to what."""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from helpwell.answers.asking import Asker
from helpwell.answers.found import Found, FoundArticle
from helpwell.base.languages import language_name
from helpwell.help_center.addresses import article_url
from helpwell.knowledge.access import audiences_of

CANDIDATES = 12  # found before the reader narrows
GUESSES = 3
SURE = 0.5  # from here on the first is called the best answer


@dataclass(frozen=True)
class Result:
    """One line among what was found."""

    article: FoundArticle
    url: str
    is_borrowed: bool

    @property
    def language_name(self) -> str:
        """What its language calls itself."""
        return language_name(self.article.language)


@dataclass(frozen=True)
class Guess:
    """A real question that what is typed may become."""

    text: str
    topic_name: str
    url: str  # the page of results for it


@dataclass(frozen=True)
class Narrowing:
    """A category that what was found can be narrowed to; "" is all of it."""

    topic: str
    name: str
    count: int
    is_chosen: bool
    question: str
    language: str

    @property
    def url(self) -> str:
        """The page of results narrowed to it."""
        return search_url(self.language, q=self.question, topic=self.topic)


@dataclass(frozen=True)
class Results:
    """What a page shows of what was found."""

    found: Found
    results: list[Result]
    guesses: list[Guess]
    narrowings: list[Narrowing]  # none when there is but one category
    count: int  # with those beyond the first few

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
    kept = [one for one in found.articles if topic in ("", one.topic)]
    results = [Result(one, article_url(one, language), one.language != language) for one in kept[:limit]]
    guesses = _guesses(found, language, topic, {one.article.title.casefold() for one in results})
    return Results(found, results, guesses, _narrowings(found, language, topic), len(kept))


def search_url(language: str, **query: str) -> str:
    """The page of results that can be shared."""
    given = {name: value for name, value in query.items() if value}
    return f"{_search_page(language)}?{urlencode(given)}"


@cache
def _search_page(language: str) -> str:
    return reverse("help_center:search", args=[language])


def _guesses(found: Found, language: str, topic: str, shown: set[str]) -> list[Guess]:
    """What the question may become; a title that is shown as an answer needs no second line."""
    kept = [one for one in found.completions if topic in ("", one.topic) and one.text.casefold() not in shown]
    return [Guess(one.text, one.topic_name, search_url(language, q=one.text)) for one in kept[:GUESSES]]


def _narrowings(found: Found, language: str, chosen: str) -> list[Narrowing]:
    """All, then the categories of what was found, those with the most first."""
    counts = Counter(one.topic for one in found.articles)
    if len(counts) < 2:
        return []
    names = {one.topic: one.topic_name for one in found.articles}
    rows = [("", "", counts.total()), *((topic, names[topic], n) for topic, n in counts.most_common() if topic)]
    return [Narrowing(topic, name, n, topic == chosen, found.question, language) for topic, name, n in rows]
