"""What public pages need in many places: matched words marked, the notice band, the switch of languages."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from lucide import IconDoesNotExist

from helpwell.answers.found import FoundArticle, stands_within
from helpwell.base import languages
from helpwell.base.languages import language_name
from helpwell.base.templatetags.look import icon
from helpwell.channels.chat.on_help_pages import key_on_help_pages
from helpwell.help_center.addresses import article_url, home_addresses
from helpwell.help_center.choosing import translation_of
from helpwell.help_center.topics import UNKNOWN_ICON
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.html import plain_text
from helpwell.knowledge.models import Notice, Translation

register = template.Library()
register.simple_tag(key_on_help_pages)
register.filter("direction", languages.direction)
register.filter("own_name", language_name)

LEVELS = {
    Notice.Level.INFO: ("info", "info"),
    Notice.Level.WARN: ("warn", "triangle-alert"),
    Notice.Level.BAD: ("bad", "octagon-alert"),
}
EXCERPT, EXCERPT_WORDS = 240, 36  # letters that need no cut; words shown of more
LEAD_IN = 60  # letters before the first match
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # as the engine tells words
ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Band:
    """One notice as the page shows it."""

    level: str
    icon: str
    title: str
    body: str
    url: str
    language: str
    since: object


@register.filter
def marked(text: str, words: tuple[str, ...]) -> SafeString:
    """The text with these words marked, as they are written in it."""
    pieces, end = [], 0
    for match in _found(text, words):
        pieces += [conditional_escape(text[end : match.start()]), f"<mark>{conditional_escape(match[0])}</mark>"]
        end = match.end()
    return mark_safe("".join([*pieces, conditional_escape(text[end:])]))  # noqa: S308  (escaped here)


@register.filter
def excerpt(found: FoundArticle) -> SafeString:
    """The passage from shortly before its first matched word, cut between words."""
    text = found.passage
    first = next(_found(text, found.matched), None)
    start = _word_start(text, first.start() - LEAD_IN) if first and len(text) > EXCERPT else 0
    cut = Truncator(text[start:]).words(EXCERPT_WORDS)
    return marked(f"… {cut}" if start else cut, found.matched)


@register.filter
def description(translation: Translation) -> str:
    """What a search engine shows under the title: the short answer, else how the text begins."""
    live = translation.live
    words = (live.summary or plain_text(live.body)) if live else ""
    return Truncator(" ".join(words.replace("# ", "").split())).chars(155)


@register.simple_tag
def category_icon(name: str) -> SafeString:
    """A category's own icon; the usual one where Lucide has none of that name (any more)."""
    try:
        return icon(name, "large")
    except IconDoesNotExist:
        return icon(UNKNOWN_ICON, "large")


@register.inclusion_tag("help_center/_notices.html")
def notices(language: str) -> dict[str, Any]:
    """The banners for customers."""
    rows = Notice.objects.showing().for_customers()
    return {"bands": [band for row in rows if (band := _band(row, language))]}


@register.inclusion_tag("help_center/_languages.html")
def language_switch(language: str, switch: Mapping[str, str] | None) -> dict[str, Any]:
    """The same page in the other languages; without one, their home pages."""
    switch = switch or home_addresses(language).switch
    links = [(code, language_name(code), url) for code, url in switch.items()]
    return {"language": language, "name": language_name(language), "links": links}


@register.filter
def json_ld(data: Mapping[str, Any]) -> SafeString:
    """Data for a script element, unable to close it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def _found(text: str, words: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Where these words stand in the text, in capitals or not."""
    sought = set(map(str.casefold, words))
    parts = "|".join(map(re.escape, sorted(filter(stands_within, words), key=len, reverse=True)))
    word = re.compile(rf"{parts}|(?:(?!{parts})[^\W_])+") if parts else WORD
    return (match for match in word.finditer(text) if match[0].casefold() in sought)


def _word_start(text: str, position: int) -> int:
    """Where the next word begins at or after `position`; 0 when that is the beginning."""
    return 0 if position <= 0 else text.find(" ", position) + 1


def _band(notice: Notice, language: str) -> Band | None:
    text = notice.text_in(language)
    if text is None:
        return None
    level, icon = LEVELS[Notice.Level(notice.level)]
    return Band(level, icon, text.title, text.body, _link(text.link, language), text.language, notice.starts_at)


def _link(link: str, language: str) -> str:
    """An address, or the address of the article named in `article:ID`; "" when it is not public."""
    if not link.startswith("article:"):
        return link
    linked = translation_of(link.removeprefix("article:"), language, PUBLIC)
    return article_url(linked, language) if linked else ""
