"""Repairs misspelt words against the site's own words; names, numbers and codes are left alone."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

import numpy as np
from rapidfuzz.distance import OSA

from answer_engine.common_words import all_common_words, is_common_anywhere
from answer_engine.lexicon import Lexicon
from answer_engine.meanings import listed_words
from answer_engine.similar import LetterTable, letter_table
from answer_engine.slips import SHORTEST_REPAIRED, one_slip_away, swapped_twice
from answer_engine.text import fold, normalised

SHORT_WORD = 5  # letters; a shorter word has a neighbour by exchange for almost every letter: hund, hand, rund
SHORTEST_SWAPPED = 3  # letters; these forgive two letters swapped (teh) and nothing else
LONG_WORD = 7  # letters from which two slips are forgiven
CANDIDATES = 60  # look-alikes whose distance is measured
LEAST_SHARED = 0.3  # of the letter triples, to be a candidate
COMMON_SHARE = 0.1
FEW_WORDS = 3  # known words that hold a letter triple, below which it is strange
NO_WORD = 2  # strange triples, from which on something is no word at all: tjhe, ytou, liuke
ENOUGH_WORDS = 2000  # of a script that the shipped lists do not have, so that strange triples say anything

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_UNTOUCHABLE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Repair:
    """The site's word that was most likely meant."""

    word: str  # folded, as it stands in the lexicon
    distance: int


def forgiven(word: str) -> int:
    """How many slips a word of this length may have."""
    if len(word) < SHORTEST_SWAPPED or _UNTOUCHABLE.search(word):
        return 0
    return 1 if len(word) < LONG_WORD else 2


def is_real(word: str, lexicons: Sequence[Lexicon]) -> bool:
    """Whether a folded word is one of a language that is spoken here."""
    return any(lexicon.is_real(word) for lexicon in lexicons)


def repair(word: str, lexicons: Sequence[Lexicon]) -> Repair | None:
    """The nearest word of the site, of equals the more frequent; None when it is fine or hopeless.

    A real word that the site does not use may be meant as it is: see `is_real`.
    """
    most = forgiven(word)
    if not most or _is_fine(word) or any(lexicon.knows(word) for lexicon in lexicons):
        return None
    strange = _strange_triples(word, lexicons)
    letters = "".join({letter for lexicon in lexicons for letter in lexicon.letters})
    reached = one_slip_away(word, letters, is_any=strange >= NO_WORD)
    found = [near for lexicon in lexicons for near in _near(word, reached, lexicon, most, strange)]
    if not found:
        return None
    distance, *_, nearest = min(found)
    return Repair(nearest, distance)


def _is_fine(word: str) -> bool:
    """Whether it stands in a list that we ship, in whatever language: a foreign word is no slip of one of the site."""
    return is_common_anywhere(word) or word in listed_words()


def repaired_text(question: str, repairs: dict[str, str]) -> str:
    """The question with its misspelt words replaced; "" when none was. Keys are folded words."""

    def replaced(match: re.Match[str]) -> str:
        return repairs.get(fold(normalised(match[0])), match[0])

    return _WORD.sub(replaced, question) if repairs else ""


def _strange_triples(word: str, lexicons: Sequence[Lexicon]) -> int:
    """How many letter triples of a word hardly stand in any we know, the site's and those of the shipped lists."""
    tables = [shipped_letters(), *(lexicon.alike for lexicon in lexicons)]
    is_enough = word.isascii() or sum(len(lexicon.words) for lexicon in lexicons) >= ENOUGH_WORDS
    holders = np.sum([table.holders(word) for table in tables], axis=0)
    return int((holders < FEW_WORDS).sum()) if is_enough else 0


@cache
def shipped_letters() -> LetterTable:
    """The letters of the words in the lists that we ship."""
    return letter_table(sorted({*all_common_words(), *listed_words()}))


def _near(
    word: str, reached: Set[str], lexicon: Lexicon, most: int, strange: int
) -> list[tuple[int, bool, bool, float, str]]:
    """The words within reach, nearest first: same letters, then same first letter, then the more frequent."""
    others = {other: 1 for other in reached & lexicon.number_of.keys() if lexicon.knows(other)}
    if not others:
        others = {other: 2 for other in swapped_twice(word) & lexicon.number_of.keys() if lexicon.knows(other)}
    if most > 1 and not others:
        others = dict(_further(word, lexicon, most))
    return [
        (
            distance,
            sorted(other) != sorted(word),
            other[0] != word[0],
            -lexicon.frequency_of(other) * _share(word, other),
            other,
        )
        for other, distance in others.items()
        if _is_slip(word, other, strange)
    ]


def _share(word: str, other: str) -> float:
    """How much of its frequency speaks for a word: a common one stands back behind one that says more.

    All the more where a letter would have to be too many: ther is there, not the.
    """
    if not is_common_anywhere(other):
        return 1.0
    return COMMON_SHARE if len(other) >= len(word) else COMMON_SHARE**2


def _further(word: str, lexicon: Lexicon, most: int) -> Iterator[tuple[str, int]]:
    for number, _ in lexicon.alike.beside(word, LEAST_SHARED).holding(LEAST_SHARED, CANDIDATES):
        other = lexicon.words[number]
        distance = OSA.distance(word, other, score_cutoff=most)
        if distance <= most and other[0] == word[0] and lexicon.is_trusted[number]:
            yield other, distance


def _is_slip(word: str, other: str, strange: int) -> bool:
    """Whether somebody who wrote `word` may have meant `other`.

    What cannot be a word may be any. What can be one is not bent lightly: a short word and one that says little have
    so many neighbours that only lost and swapped letters count.
    """
    if len(other) < SHORTEST_REPAIRED - 1:
        return False
    if strange >= NO_WORD:
        return True
    if sorted(other) == sorted(word):
        return strange > 0 or len(word) >= SHORTEST_REPAIRED
    if is_common_anywhere(other):
        return other[0] == word[0] and (len(other) != len(word) or len(word) >= SHORT_WORD)
    is_long = len(word) >= LONG_WORD
    return is_long or (other[0] == word[0] and (len(word) >= SHORT_WORD or len(other) != len(word)))


def may_be_meant(prefix: str, word: str) -> bool:
    """Whether the beginning of a word may be a misspelt beginning of this one."""
    return not is_common_anywhere(word) and (len(prefix) >= SHORT_WORD or word[0] == prefix[0])
