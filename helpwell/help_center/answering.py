"""Answers beside a message that is being written: each can be read where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from helpwell.answers.found import Found, FoundArticle
from helpwell.help_center.addresses import article_url
from helpwell.help_center.reading import readable_body
from helpwell.knowledge.models import Translation

WHOLE = 25  # letters from which on a message that finds nothing is told so; before, she has only begun
SURE = 0.5  # from here on the first is shown open: in the form an error of 50 in 100 is accepted


@dataclass(frozen=True)
class Offer:
    """One answer, whole."""

    article: FoundArticle
    url: str
    body: SafeString
    is_borrowed: bool


@dataclass(frozen=True)
class Offers:
    """What is shown beside the message; none when nothing is likely enough."""

    offers: tuple[Offer, ...]
    is_sure: bool
    is_whole: bool = True  # there is enough of a message to say that nothing answers it

    @property
    def key(self) -> str:
        """Which answers these are, so that a page leaves those alone that it shows already."""
        return " ".join(offer.article.public_id for offer in self.offers)


def offers_of(found: Found, language: str, audiences: frozenset[str]) -> Offers:
    """What the page of `language` offers of it."""
    if not found.articles:
        return Offers((), is_sure=False, is_whole=len(found.question) >= WHOLE)
    bodies = _bodies(found.articles)
    offers = tuple(_offer(one, bodies.get(one.translation_id, ""), language, audiences) for one in found.articles)
    return Offers(offers, found.confidence >= SURE)


def _offer(article: FoundArticle, body: str, language: str, audiences: frozenset[str]) -> Offer:
    html = readable_body(body, language, audiences).html
    return Offer(article, article_url(article, language), html, article.language != language)


def _bodies(articles: Iterable[FoundArticle]) -> dict[int, str]:
    """What each says, in one query."""
    keys = [one.translation_id for one in articles]
    return dict(Translation.objects.filter(pk__in=keys).values_list("pk", "live__body"))
