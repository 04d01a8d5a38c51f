"""Counts the terms of a shelf's texts, and makes its lexicon of them."""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from answer_engine.compounds import LANGUAGES as COMPOUNDING
from answer_engine.compounds import split_all
from answer_engine.dictionary import is_among, real_words
from answer_engine.lexicon import Lexicon
from answer_engine.similar import letter_table
from answer_engine.slips import one_slip_away
from answer_engine.stems import stemmer
from answer_engine.text import fold

SEVERAL = 3  # customers who wrote a word no editor uses, so that it is not taken for a slip
MUCH_MORE = 10  # times as often
SHORTEST_USUAL_SLIP = 5  # letters
MOST_LETTERS = 40
PART_WEIGHT = 0.5  # of a compound's part beside the whole word


@dataclass(frozen=True, slots=True)
class CountedText:
    """A lexicon and the texts it came from, as counts of terms by row."""

    lexicon: Lexicon
    counts: sparse.csr_matrix
    words: tuple[str, ...]  # folded; of different spellings each
    word_counts: sparse.csr_matrix


def count_terms(language: str, rows: Iterable[Iterable[str]], edited_count: int) -> CountedText:
    """Numbers the words of all rows and counts each row's terms; the first rows are written by editors."""
    raw_number: dict[str, int] = defaultdict(count().__next__)
    numbers, ends = array("i"), [0]
    for row in rows:  # read one by one: all words of a large site at once would be half a gigabyte
        numbers.extend(map(raw_number.__getitem__, row))
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
        language,
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
