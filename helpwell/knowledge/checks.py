"""What can be wrong with an article without anybody having complained yet."""

import re
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from html.parser import HTMLParser

from helpwell.knowledge.html import article_links, plain_text
from helpwell.knowledge.readability import jargon_in

YES_OR_NO = re.compile(r"^(yes|no|ja|nein|jā|nē)\b[.!,]?\s*$", re.IGNORECASE)


class Problem(StrEnum):
    """The kinds of problem that are looked for."""

    TOO_SHORT = "too_short"
    ONLY_YES_OR_NO = "only_yes_or_no"
    NO_ALT = "no_alt"
    BROKEN_LINK = "broken_link"
    JARGON = "jargon"


def problems_of(
    body: str, summary: str, *, least_words: int, known: Collection[str], jargon: Mapping[str, str]
) -> Iterator[tuple[Problem, str]]:
    """Each problem and its detail. `known` holds the ids of all articles readers can reach, `jargon` better words."""
    words = f"{summary} {plain_text(body)}".split()
    if YES_OR_NO.match(" ".join(words)):
        yield Problem.ONLY_YES_OR_NO, " ".join(words)
    elif len(words) < least_words:
        yield Problem.TOO_SHORT, str(len(words))
    for picture in pictures_without_alt(body):
        yield Problem.NO_ALT, picture
    for linked in dict.fromkeys(article_links(body)):
        if linked not in known:
            yield Problem.BROKEN_LINK, linked
    for word in jargon_in(" ".join(words), jargon):
        yield Problem.JARGON, f"{word} → {jargon[word]}" if jargon[word] else word


def pictures_without_alt(html: str) -> list[str]:
    """The addresses of pictures that nobody described."""
    reader = _PictureReader()
    reader.feed(html)
    return reader.undescribed


class _PictureReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.undescribed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "img" and not (values.get("alt") or "").strip():
            self.undescribed.append(values.get("src") or "")
