"""Repairs misspelt words against the site's own words; names, numbers and codes are left alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from answer_engine.common_words import common_words, is_common_anywhere
from answer_engine.dictionary import OF_ALL_FORMS
from answer_engine.lexicon import Lexicon
from answer_engine.meanings import LANGUAGES, listed_words
from answer_engine.nearness import LONG_WORD, NO_WORD, SHORT_WORD, near_lay_words, near_words
from answer_engine.similar import LetterTable, letter_table
from answer_engine.slips import one_slip_away
from answer_engine.text import fold, normalised

SHORTEST_SWAPPED = 3  # letters; these forgive two letters swapped (teh) and nothing else
FEW_WORDS = 3  # known words that hold a letter triple, below which it is strange
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
    if formed := [lexicon for lexicon in lexicons if lexicon.knows_form(word)]:
        return _repaired_form(word, formed)
    strange = _strange_triples(word, lexicons)
    letters = "".join({letter for lexicon in lexicons for letter in lexicon.letters})
    reached = one_slip_away(word, letters, is_any=strange >= NO_WORD)
    found = [near for lexicon in lexicons for near in near_words(word, reached, lexicon, most, strange)]
    if not found or min(found)[0] > 1:
        found += [near for lexicon in lexicons for near in near_lay_words(word, reached, lexicon, strange)]
    if not found:
        return None
    distance, *_, nearest = min(found)
    return Repair(nearest, distance)


def _repaired_form(word: str, lexicons: Sequence[Lexicon]) -> Repair | None:
    """Another form of the same word, where its language has few: useing, using. Elsewhere it may be right as it is."""
    if any(lexicon.language.split("-")[0] not in OF_ALL_FORMS for lexicon in lexicons):
        return None
    forms = [
        (-lexicon.frequency_of(other), other)
        for lexicon in lexicons
        for other in one_slip_away(word, lexicon.letters) & lexicon.number_of.keys()
        if lexicon.knows(other) and lexicon.stem(other) == lexicon.stem(word)
    ]
    return Repair(min(forms)[1], 1) if forms else None


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
    spoken = sorted({lexicon.language.split("-")[0] for lexicon in lexicons} & set(LANGUAGES))
    tables = [shipped_letters(*(spoken or LANGUAGES)), *(lexicon.alike for lexicon in lexicons)]
    is_enough = word.isascii() or sum(len(lexicon.words) for lexicon in lexicons) >= ENOUGH_WORDS
    holders = np.sum([table.holders(word) for table in tables], axis=0)
    return int((holders < FEW_WORDS).sum()) if is_enough else 0


@cache
def shipped_letters(*languages: str) -> LetterTable:
    """The letters of the words in the lists of these languages that we ship."""
    return letter_table(sorted({word for one in languages for word in common_words(one) | listed_words(one)}))


def may_be_meant(prefix: str, word: str) -> bool:
    """Whether the beginning of a word may be a misspelt beginning of this one."""
    return not is_common_anywhere(word) and (len(prefix) >= SHORT_WORD or word[0] == prefix[0])
