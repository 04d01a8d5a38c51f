"""Make an article's body ready to be read: links lead somewhere, headings can be jumped to, pictures wait."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from helpwell.help_center.addresses import article_url
from helpwell.help_center.choosing import best_for
from helpwell.knowledge.html import article_links, as_shown
from helpwell.knowledge.models import Translation

HEADING = re.compile(r"<(h[23])>(.*?)</\1>", re.DOTALL)
PICTURE = re.compile(r"<img ")
SCROLLING = re.compile(r"<(table|pre)>(.*?)</\1>", re.DOTALL)
LONG = 3  # headings from which on a list of contents helps


@dataclass(frozen=True)
class Heading:
    """A place on the page one can jump to."""

    id: str
    text: str
    is_deep: bool  # below another heading


@dataclass(frozen=True)
class ReadableBody:
    """The body as the page shows it. It was cleaned when it was stored."""

    html: SafeString
    headings: tuple[Heading, ...]

    @property
    def contents(self) -> tuple[Heading, ...]:
        """What a list of contents shows; nothing for a short article."""
        return self.headings if len(self.headings) >= LONG else ()


def readable_body(html: str, language: str, audiences: frozenset[str]) -> ReadableBody:
    """The body for a reader of `language`."""
    html = as_shown(html, _addresses(article_links(html), language, audiences))
    html = PICTURE.sub('<img loading="lazy" decoding="async" ', html)
    html = SCROLLING.sub(r'<div class="prose__scroll" tabindex="0" role="group"><\1>\2</\1></div>', html)
    headings = _headings(html)
    places = iter(headings)
    html = HEADING.sub(lambda match: f'<{match[1]} id="{next(places).id}">{match[2]}</{match[1]}>', html)
    return ReadableBody(mark_safe(html), headings)  # noqa: S308  (cleaned by knowledge.html.clean)


def _headings(html: str) -> tuple[Heading, ...]:
    """Every heading with an id of its own, made of its words."""
    used: Counter[str] = Counter()
    found = []
    for level, words in HEADING.findall(html):
        text = unescape(strip_tags(words)).strip()
        name = slugify(text, allow_unicode=True) or "part"
        used[name] += 1
        place = name if used[name] == 1 else f"{name}-{used[name]}"
        found.append(Heading(f"s-{place}", text, level == "h3"))
    return tuple(found)


def _addresses(public_ids: list[str], language: str, audiences: frozenset[str]) -> Callable[[str], str | None]:
    """Where each linked article is for this reader; None for those she may not read."""
    linked: dict[str, list[Translation]] = {}
    if public_ids:
        rows = Translation.objects.readable(audiences).filter(article__public_id__in=public_ids)
        for row in rows.select_related("article"):
            linked.setdefault(row.article.public_id, []).append(row)

    def address_of(public_id: str) -> str | None:
        best = best_for(language, linked.get(public_id, []))
        return article_url(best, language) if best else None

    return address_of
