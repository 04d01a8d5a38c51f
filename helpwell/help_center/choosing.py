"""Which language of an article a reader gets: hers, else the site's first one that there is."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from django.db.models import F, Q

from helpwell.base.models import Site
from helpwell.knowledge.models import Translation


class InLanguage(Protocol):
    """Anything that is written in a language."""

    @property
    def language(self) -> str: ...


Written = TypeVar("Written", bound=InLanguage)


def preference(language: str) -> Callable[[str], int]:
    """A rank for languages, 0 the best, for a reader of `language`."""
    order = list(dict.fromkeys([language, *Site.current().languages]))
    ranks = {code: rank for rank, code in enumerate(order)}
    return lambda code: ranks.get(code, len(order))


def best_for(language: str, written: Iterable[Written]) -> Written | None:
    """The one a reader of `language` gets; None of nothing."""
    rank = preference(language)
    return min(written, key=lambda one: (rank(one.language), one.language), default=None)


def translation_at(language: str, slug: str, audiences: frozenset[str]) -> Translation | None:
    """What a reader of `language` gets at this address, which may be a former one or another language's."""
    readable = Translation.objects.readable(audiences).for_reading()
    former = Q(former_slugs__slug=slug, former_slugs__language=F("language"))
    candidates = readable.filter(Q(slug=slug) | former).distinct()
    rank = preference(language)
    found = min(candidates, key=lambda one: (rank(one.language), one.slug != slug), default=None)
    if found is None or found.language == language:
        return found
    return best_for(language, readable.filter(article_id=found.article_id))


def translation_of(public_id: str, language: str, audiences: frozenset[str]) -> Translation | None:
    """What a reader of `language` gets of the article with this id."""
    readable = Translation.objects.readable(audiences).for_reading()
    return best_for(language, readable.filter(article__public_id=public_id))
