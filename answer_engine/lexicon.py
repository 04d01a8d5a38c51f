"""The words of one shelf: sorted for prefixes, with their terms (stems, parts) and look-alikes."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from answer_engine.dictionary import Hashes, is_among
from answer_engine.similar import LetterTable
from answer_engine.stems import stemmer
from answer_engine.text import fold

SEVERAL = 3  # customers who wrote a word no editor uses, so that it is not taken for a slip
MUCH_MORE = 10  # times as often
SHORTEST_USUAL_SLIP = 5  # letters
MOST_LETTERS = 40
PART_WEIGHT = 0.5  # of a compound's part beside the whole word


@dataclass(frozen=True)
class Lexicon:
    """Words are folded surface forms; terms are what is counted."""

    language: str
    words: tuple[str, ...]  # sorted
    letters: str  # those its words are written with, the commonest first, at most MOST_LETTERS
    term_of: NDArray[np.int32]  # each word's own term
    terms: tuple[str, ...]
    alike: LetterTable
    frequency: NDArray[np.float32]  # how often each word stands in the shelf
    is_trusted: NDArray[np.bool_]  # written by an editor, or by several customers: surely no slip
    real: Hashes  # of the words its language has, whether the shelf holds them or not

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def term_number(self) -> dict[str, int]:
        """The number of each term."""
        return {term: number for number, term in enumerate(self.terms)}

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in the shelf and is no customer's slip."""
        number = self.number_of.get(word)
        return number is not None and bool(self.is_trusted[number])

    def knows_form(self, word: str) -> bool:
        """Whether a folded word differs only by its ending from one that the shelf knows."""
        return self.stem(word) in self.trusted_words

    def stem(self, word: str) -> str:
        """What the forms of a folded word have in common."""
        return fold(stemmer(self.language)(word))

    @cached_property
    def trusted_words(self) -> dict[str, str]:
        """For each term that is surely no slip its most frequent word."""
        trusted = np.flatnonzero(self.is_trusted)
        trusted = trusted[np.argsort(self.frequency[trusted], kind="stable")]
        numbers = zip(self.term_of[trusted].tolist(), trusted.tolist(), strict=True)
        return {self.terms[term]: self.words[number] for term, number in numbers}

    def is_real(self, word: str) -> bool:
        """Whether a folded word is one of the language's: surely no slip either."""
        return is_among(word, self.real)

    def frequency_of(self, word: str) -> float:
        """How often a word of the shelf stands in it."""
        return float(self.frequency[self.number_of[word]])

    def starting_with(self, prefix: str) -> range:
        """The numbers of the words that begin with these letters."""
        return range(bisect_left(self.words, prefix), bisect_left(self.words, prefix + "\U0010ffff"))

    def words_of(self, terms: Iterable[str]) -> list[str]:
        """The words of these terms."""
        is_sought = np.zeros(len(self.terms), bool)
        is_sought[[self.term_number[term] for term in terms if term in self.term_number]] = True
        return [self.words[number] for number in np.flatnonzero(is_sought[self.term_of]).tolist()]

    def most_frequent(self, numbers: range, most: int) -> list[int]:
        """Those of these words that stand in the shelf most often, at most so many."""
        frequent = np.argsort(-self.frequency[numbers.start : numbers.stop], kind="stable")[:most]
        found: list[int] = (numbers.start + frequent).tolist()
        return found
