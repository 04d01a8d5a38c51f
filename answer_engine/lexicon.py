"""The words of one shelf: sorted for prefixes, with their terms (stems, parts) and look-alikes."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from answer_engine.compounds import LANGUAGES as COMPOUNDING
from answer_engine.compounds import split_all
from answer_engine.dictionary import Hashes, is_among, real_words
from answer_engine.similar import LetterTable, letter_table
from answer_engine.slips import one_slip_away
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
        return [self.words[number] for number in np.flatnonzero(is_sought[self.term_of])]

    def most_frequent(self, numbers: range, most: int) -> list[int]:
        """Those of these words that stand in the shelf most often, at most so many."""
        frequent = np.argsort(-self.frequency[numbers.start : numbers.stop], kind="stable")[:most]
        found: list[int] = (numbers.start + frequent).tolist()
        return found


@dataclass(frozen=True, slots=True)
class CountedText:
    """A lexicon and the texts it came from, as counts of terms by row."""

    lexicon: Lexicon
    counts: sparse.csr_matrix
    words: tuple[str, ...]  # folded; of different spellings each
    word_counts: sparse.csr_matrix


def count_terms(language: str, rows: Iterable[Iterable[str]], edited_count: int) -> CountedText:
    """Numbers the words of all rows and counts each row's terms; the first rows are written by editors."""
    raw_number: dict[str, int] = {}
    numbers, ends = array("i"), [0]
    for row in rows:  # read one by one: all words of a large site at once would be half a gigabyte
        numbers.extend(raw_number.setdefault(word, len(raw_number)) for word in row)
        ends.append(len(numbers))
    flat = np.array(numbers, np.int32)
    edited = np.bincount(flat[: ends[edited_count]], minlength=len(raw_number)).astype(np.float32)
    customers = np.bincount(flat[ends[edited_count] :], minlength=len(raw_number)).astype(np.float32)
    shape = (len(ends) - 1, len(raw_number))
    raw = sparse.csr_matrix((np.ones(len(flat), np.float32), flat, ends), shape=shape)
    raw.sum_duplicates()
    lexicon = _lexicon(language, list(raw_number), edited, customers)
    folded = tuple(fold(word) for word in raw_number)
    terms = _terms_of(folded, lexicon, _parts(language, lexicon.words))
    return CountedText(lexicon, (raw @ terms).tocsr(), folded, raw)


def _lexicon(language: str, raw: list[str], edited: NDArray[np.float32], customers: NDArray[np.float32]) -> Lexicon:
    folded = [fold(word) for word in raw]
    words = tuple(sorted(set(folded)))
    number_of = {word: number for number, word in enumerate(words)}
    numbers = np.array([number_of[word] for word in folded], np.int64)
    by_editors = np.bincount(numbers, edited, len(words))
    by_customers = np.bincount(numbers, customers, len(words))
    letters = "".join(letter for letter, _ in Counter("".join(words)).most_common(MOST_LETTERS) if letter.isalpha())
    frequency = (by_editors + by_customers).astype(np.float32)
    real = real_words(language)
    is_trusted = (by_editors > 0) | (by_customers >= SEVERAL)
    for number in np.flatnonzero(is_trusted & (by_editors == 0)).tolist() if len(real) else ():
        is_trusted[number] = is_among(words[number], real) or not _is_usual_slip(number, words, letters, frequency)
    stem = stemmer(language)
    stem_of = {plain: fold(stem(word)) for word, plain in zip(reversed(raw), reversed(folded), strict=True)}
    term_number: dict[str, int] = {}
    term_of = [term_number.setdefault(stem_of[word], len(term_number)) for word in words]
    return Lexicon(
        words,
        letters,
        np.array(term_of, np.int32),
        tuple(term_number),
        letter_table(words),
        frequency,
        is_trusted,
        real,
    )


def _is_usual_slip(number: int, words: Sequence[str], letters: str, frequency: NDArray[np.float32]) -> bool:
    """Whether a word that no editor uses is one slip away from another that is met so much more often: recieve."""
    reached = one_slip_away(words[number], letters) if len(words[number]) >= SHORTEST_USUAL_SLIP else ()
    places = ((bisect_left(words, other), other) for other in reached)
    near = [place for place, other in places if place < len(words) and words[place] == other]
    return bool(near) and frequency[near].max() >= MUCH_MORE * frequency[number]


def _parts(language: str, words: tuple[str, ...]) -> dict[str, list[str]]:
    return split_all(words) if language.split("-")[0] in COMPOUNDING else {}


def _terms_of(folded: Sequence[str], lexicon: Lexicon, parts: dict[str, list[str]]) -> sparse.csr_matrix:
    entries = [(row, lexicon.term_of[lexicon.number_of[word]], 1.0) for row, word in enumerate(folded)] + [
        (row, lexicon.term_of[lexicon.number_of[part]], PART_WEIGHT)
        for row, word in enumerate(folded)
        for part in parts.get(word, ())
    ]
    rows, terms, weights = zip(*entries, strict=True) if entries else ((), (), ())
    shape = (len(folded), len(lexicon.term_number))
    return sparse.csr_matrix((np.array(weights, np.float32), (rows, terms)), shape=shape)
