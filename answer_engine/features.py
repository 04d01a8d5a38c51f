"""A text as marks that tell it from others in any language: words, pairs of words, sequences of letters, meanings."""

import math
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from answer_engine.concepts import lines_of
from answer_engine.meanings import LANGUAGES
from answer_engine.text import fold

SLOTS = 2**20  # marks are hashed into so many; rarely two that matter share one
LETTERS = (3, 4, 5)  # length of the sequences
BEGINNING = 5  # letters of a word that stand for it in pairs, whatever its ending
REACH = 5  # places that a pair may span
WORDS_KEPT = 100_000  # whose marks are remembered
TEXTS_KEPT = 100


@dataclass(frozen=True, slots=True)
class Vector:
    """The marks of one text, weighted by how telling they are; its length is one."""

    places: NDArray[np.int64]  # in the table of marks it was made with
    weights: NDArray[np.float32]


@dataclass(frozen=True)
class Marks:
    """The marks a collection of texts uses, and how telling each is."""

    kind: str  # of KINDS: what counts as a mark
    slots: NDArray[np.int32]  # sorted
    telling: NDArray[np.float32]

    def vector(self, words: Sequence[str]) -> Vector:
        """The text beside these; marks the collection never saw only make it longer."""
        slots, damped = _counted(self.kind, tuple(words))
        if not len(self.slots):
            return Vector(slots[:0].astype(np.int64), damped[:0].astype(np.float32))
        places = self.slots.searchsorted(slots)
        is_known = self.slots.take(places, mode="clip") == slots
        weights = damped * np.where(is_known, self.telling.take(places, mode="clip"), self._most)
        weights /= math.sqrt(weights @ weights) or 1.0
        known = is_known.nonzero()[0]
        return Vector(places.take(known), weights.take(known).astype(np.float32))

    @cached_property
    def _most(self) -> float:
        """How telling a mark is that hardly any text has."""
        return float(self.telling.max(initial=1.0))


def count_marks(rows: Iterable[Iterable[int]], kind: str, fewest_rows: int = 1) -> tuple[Marks, sparse.csr_matrix]:
    """Those marks that stand in so many rows, and the rows as vectors of length one over them."""
    flat, ends = array("i"), [0]
    for row in rows:
        flat.extend(row)
        ends.append(len(flat))
    found = np.array(flat, np.int32)
    slots = np.flatnonzero(np.bincount(found)).astype(np.int32)
    place_of = np.zeros(SLOTS, np.int32)
    place_of[slots] = np.arange(len(slots))
    places, shape = place_of[found], (len(ends) - 1, len(slots))
    counts = sparse.csr_matrix((np.ones(len(flat), np.float32), places, ends), shape=shape)
    counts.sum_duplicates()
    row_counts = np.bincount(counts.indices, minlength=len(slots))
    if fewest_rows > 1:
        kept = np.flatnonzero(row_counts >= fewest_rows)
        counts, slots, row_counts = counts[:, kept], slots[kept], row_counts[kept]
    marks = Marks(kind, slots, _telling(row_counts, shape[0]))
    return marks, _weighted(counts, marks.telling)


def count_spelled(counts: sparse.csr_matrix, words: Sequence[str]) -> tuple[Marks, sparse.csr_matrix]:
    """As `count_marks` of kind "spelled", for rows that are counted by folded words already."""
    marks_of = [_marks_of_word(word) for word in words]
    slots, places = np.unique(np.array([mark for own in marks_of for mark in own], np.int32), return_inverse=True)
    ends = np.cumsum([0, *map(len, marks_of)])
    by_word = sparse.csr_matrix((np.ones(len(places), np.float32), places, ends), shape=(len(words), len(slots)))
    rows = (counts @ by_word).tocsr()
    marks = Marks("spelled", slots, _telling(np.bincount(rows.indices, minlength=len(slots)), rows.shape[0]))
    return marks, _weighted(rows, marks.telling)


def letter_marks(words: Sequence[str]) -> "array[int]":
    """Words, their letters and neighbours, hashed, repeated as often as they occur."""
    folded = [fold(word) for word in words]
    marks = spelled_marks(folded)
    for first, second in pairwise(["", *folded, ""]):
        marks.append(_hashed(f"{first} {second}"))
        marks.append(_hashed(f"{first[:BEGINNING]}~{second[:BEGINNING]}"))
    return marks


def pair_marks(words: Sequence[str]) -> "array[int]":
    """Words, what they mean, pairs up to some places apart: little about letters, more about what goes together."""
    folded = [fold(word) for word in words]
    marks, begun = _joined(map(_meanings_of_word, folded)), [word[:BEGINNING] for word in folded]
    for place, first in enumerate(begun):
        marks.extend(_hashed(f"{first}>{second}") for second in begun[place + 1 : place + REACH])
    return marks


def spelled_marks(words: Sequence[str]) -> "array[int]":
    """Words and their letters alone: what whole documents are compared by, where neighbours would be too many."""
    return _joined(_marks_of_word(fold(word)) for word in words)


KINDS = {"letters": letter_marks, "pairs": pair_marks, "spelled": spelled_marks}


@lru_cache(TEXTS_KEPT)
def _counted(kind: str, words: tuple[str, ...]) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """The different marks of a text and what their number counts; every shelf asks for those of the same question."""
    slots, counts = np.unique(np.array(KINDS[kind](words), np.int32), return_counts=True)
    return slots, 1 + np.log(counts)


@lru_cache(WORDS_KEPT)
def _marks_of_word(word: str) -> "array[int]":
    marked = f" {word} "
    sequences = (marked[start : start + size] for size in LETTERS for start in range(len(marked) - size + 1))
    return array("i", [_hashed(f"={word}"), *map(_hashed, sequences)])


@lru_cache(WORDS_KEPT)
def _meanings_of_word(word: str) -> "array[int]":
    """A folded word, how it begins, and the lines of the shipped list it stands in; these count as said twice."""
    lines = sorted({line for language in LANGUAGES for line, _ in lines_of(word, language)})
    own = [_hashed(f"={word}"), _hashed(f"~{word[:BEGINNING]}")]
    return array("i", own + 2 * [_hashed(f"#{line}") for line in lines])


def _joined(marks: "Iterable[array[int]]") -> "array[int]":
    return array("i", b"".join(marks))


def _hashed(mark: str) -> int:
    return zlib.crc32(mark.encode("utf-8", "surrogatepass")) % SLOTS


def _telling(row_counts: NDArray[np.int64], row_count: int) -> NDArray[np.float32]:
    """Square root of the inverse document frequency: milder, and better in cross-validation on all sets."""
    telling: NDArray[np.float32] = np.sqrt(1 + np.log((1 + row_count) / (1 + row_counts))).astype(np.float32)
    return telling


def _weighted(counts: sparse.csr_matrix, telling: NDArray[np.float32]) -> sparse.csr_matrix:
    counts.data = (1 + np.log(counts.data)) * telling[counts.indices]
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    counts.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(counts.indptr)).astype(np.float32)
    return counts
