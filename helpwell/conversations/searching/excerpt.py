"""The words to show under a conversation that was found: where in it they stand, and which to mark."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpwell.conversations.searching.asked import WORD, Term, fold, fold_all

BEFORE = 50  # letters shown before the first marked word
LONGEST = 180  # letters of an excerpt


@dataclass(frozen=True)
class Piece:
    """A stretch of text, marked when it was sought."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Sought:
    """The words to mark, folded."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, terms: Iterable[Term]) -> "Sought":
        """Every word of the terms; a person's name is marked like any other."""
        terms = tuple(terms)
        beginnings = tuple(term.words[-1] for term in terms if term.is_beginning)
        return cls(frozenset(word for term in terms for word in term.words), beginnings)

    def places_in(self, text: str) -> Iterator[re.Match[str]]:
        """Where they stand."""
        for match in WORD.finditer(text):
            word = fold(match[0])
            if word in self.whole or word.startswith(self.beginnings):
                yield match

    def count_in(self, text: str) -> int:
        """How many different ones stand in the text."""
        folded = fold_all(text)
        if not any(word in folded for word in self.whole):
            return 0
        return len({fold(match[0]) for match in self.places_in(unicodedata.normalize("NFC", text))})


def excerpt(text: str, sought: Sought, longest: int = LONGEST) -> tuple[Piece, ...]:
    """The part of the text around the first sought word, on one line; its beginning when there is none."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    first = next(sought.places_in(line), None)
    start = _beginning(line, first.start()) if first else 0
    shown = line[start : start + longest]
    return tuple(_pieces(("…" if start else "") + shown + ("…" if len(line) > start + longest else ""), sought))


def _beginning(line: str, place: int) -> int:
    """Some words before the place, from the start of a word."""
    if place <= BEFORE:
        return 0
    return place - len(line[place - BEFORE : place].partition(" ")[2])


def _pieces(line: str, sought: Sought) -> Iterator[Piece]:
    end = 0
    for match in sought.places_in(line):
        if match.start() > end:
            yield Piece(line[end : match.start()])
        yield Piece(match[0], is_marked=True)
        end = match.end()
    if end < len(line):
        yield Piece(line[end:])
