"""The words of one shelf: sorted for prefixes, with their terms (stems, parts) and look-alikes."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from answer_engine.compounds import LANGUAGES as COMPOUNDING
from answer_engine.compounds import split_all
from answer_engine.similar import LetterTable, letter_table
from answer_engine.stems import stemmer
from answer_engine.text import fold

PART_WEIGHT = 0.5  # of a compound's part beside the whole word


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words are folded surface forms; terms are what is counted."""

    words: tuple[str, ...]  # sorted
    number_of: dict[str, int]
    term_of: NDArray[np.int32]  # each word's own term
    terms: tuple[str, ...]
    term_number: dict[str, int]
    alike: LetterTable
    frequency: NDArray[np.float32]  # how often each word stands in the shelf

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in the shelf."""
        return word in self.number_of

    def starting_with(self, prefix: str) -> range:
        """The numbers of the words that begin with these letters."""
        return range(bisect_left(self.words, prefix), bisect_left(self.words, prefix + "\U0010ffff"))


@dataclass(frozen=True, slots=True)
class CountedText:
    """A lexicon and the texts it came from, as counts of terms by row."""

    lexicon: Lexicon
    counts: sparse.csr_matrix


def count_terms(language: str, rows: Sequence[Sequence[str]]) -> CountedText:
    """Numbers the words of all rows and counts the terms of each row."""
    raw_number: dict[str, int] = {}
    flat = [raw_number.setdefault(word, len(raw_number)) for row in rows for word in row]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    raw = sparse.csr_matrix(
        (np.ones(len(flat), np.float32), np.array(flat, np.int32), ends), shape=(len(rows), len(raw_number))
    )
    raw.sum_duplicates()
    lexicon, terms_of_raw = _lexicon(language, list(raw_number), np.asarray(raw.sum(axis=0)).ravel())
    return CountedText(lexicon, (raw @ terms_of_raw).tocsr())


def _lexicon(language: str, raw: list[str], frequency: NDArray[np.float32]) -> tuple[Lexicon, sparse.csr_matrix]:
    """The lexicon of raw words, and the matrix that turns counts of raw words into counts of terms."""
    folded = [fold(word) for word in raw]
    words = tuple(sorted(set(folded)))
    number_of = {word: number for number, word in enumerate(words)}
    stem = stemmer(language)
    stem_of_word: dict[str, str] = {}
    for word, plain in zip(raw, folded, strict=True):
        stem_of_word.setdefault(plain, fold(stem(word)))
    term_number: dict[str, int] = {}
    term_of = np.array([term_number.setdefault(stem_of_word[word], len(term_number)) for word in words], dtype=np.int32)
    parts = split_all(words) if language.split("-")[0] in COMPOUNDING else {}
    lexicon = Lexicon(
        words,
        number_of,
        term_of,
        tuple(term_number),
        term_number,
        letter_table(words),
        np.bincount(
            [number_of[word] for word in folded] or [0],
            weights=frequency if folded else [0],
            minlength=len(words),
        ).astype(np.float32),
    )
    return lexicon, _terms_of(folded, lexicon, parts)


def _terms_of(folded: list[str], lexicon: Lexicon, parts: dict[str, list[str]]) -> sparse.csr_matrix:
    entries = [(row, lexicon.term_of[lexicon.number_of[word]], 1.0) for row, word in enumerate(folded)] + [
        (row, lexicon.term_of[lexicon.number_of[part]], PART_WEIGHT)
        for row, word in enumerate(folded)
        for part in parts.get(word, ())
    ]
    rows, terms, weights = zip(*entries, strict=True) if entries else ((), (), ())
    shape = (len(folded), len(lexicon.term_number))
    return sparse.csr_matrix((np.array(weights, np.float32), (rows, terms)), shape=shape)
