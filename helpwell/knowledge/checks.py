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
    NO_CAPTIONS = "no_captions"
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
    shown = _shown_files(body)
    for file in shown.undescribed:
        yield Problem.NO_ALT, file
    for video in shown.without_captions:
        yield Problem.NO_CAPTIONS, video
    for linked in dict.fromkeys(article_links(body)):
        if linked not in known:
            yield Problem.BROKEN_LINK, linked
    for word in jargon_in(" ".join(words), jargon):
        yield Problem.JARGON, f"{word} → {jargon[word]}" if jargon[word] else word


def _shown_files(html: str) -> "_ShownFiles":
    reader = _ShownFiles()
    reader.feed(html)
    return reader


class _ShownFiles(HTMLParser):
    """The addresses of pictures and recordings that nobody described, and of videos nobody can read along."""

    def __init__(self) -> None:
        super().__init__()
        self.undescribed: list[str] = []
        self.without_captions: list[str] = []
        self.video: str | None = None  # the open one, until its captions come

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        address = values.get("src") or ""
        description = values.get("alt" if tag == "img" else "title") or ""
        if tag in {"img", "video", "audio"} and not description.strip():
            self.undescribed.append(address)
        if tag in {"video", "track"}:
            self.video = address if tag == "video" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "video" and self.video is not None:
            self.without_captions.append(self.video)
            self.video = None
