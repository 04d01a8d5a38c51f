"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from helpwell.knowledge.html import plain_text
from helpwell.knowledge.models.revision import Content

Kind = Literal["same", "added", "removed"]
WORDS = re.compile(r"\s+|[^\s]+")
ALIKE = 0.35  # share of common words from which on two paragraphs count as one that was changed


@dataclass(frozen=True)
class Piece:
    """Some words in a row that are all new, all gone, or all as before."""

    kind: Kind
    text: str


Paragraph = tuple[Piece, ...]


@dataclass(frozen=True)
class Comparison:
    """What became of an article's words."""

    title: Paragraph
    summary: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...]
    is_same_text: bool  # whatever differs then is form: bold, links, pictures
    is_same: bool


def compare(before: Content, after: Content) -> Comparison:
    """How to get from `before` to `after`."""
    title = tuple(piece for part in _paragraphs([before.title], [after.title]) for piece in part if piece.text)
    summary = _paragraphs([before.summary], [after.summary]) if before.summary or after.summary else ()
    body = _paragraphs(_blocks(before.body), _blocks(after.body))
    pieces = [piece for paragraph in (title, *summary, *body) for piece in paragraph]
    return Comparison(title, summary, body, all(piece.kind == "same" for piece in pieces), before == after)


def _blocks(html: str) -> list[str]:
    return [block for block in plain_text(html).split("\n\n") if block]


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> tuple[Paragraph, ...]:
    """First which paragraphs changed, then the words in them: quick for long texts, and easier to read."""
    found: list[Paragraph] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [(Piece("same", text),) for text in before[i1:i2]]
        else:
            found += _changed(before[i1:i2], after[j1:j2])
    return tuple(found)


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs side by side while they are alike; what is left over went or came as a whole."""
    for old, new in zip(before, after, strict=False):
        if _are_alike(old, new):
            yield tuple(_words(old, new))
        else:
            yield (Piece("removed", old),)
            yield (Piece("added", new),)
    for old in before[len(after) :]:
        yield (Piece("removed", old),)
    for new in after[len(before) :]:
        yield (Piece("added", new),)


def _are_alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).quick_ratio() >= ALIKE


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = WORDS.findall(before), WORDS.findall(after)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[i1:i2]))
            continue
        if i1 < i2:
            yield Piece("removed", "".join(old[i1:i2]))
        if j1 < j2:
            yield Piece("added", "".join(new[j1:j2]))
