"""Words that look alike: a table from three letters to the words that hold them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LETTERS_READ = 24  # of each word; more would not change which words look alike
WORDS_KEPT = 100  # of the question being read
_FOLDED_LETTER = 64  # size of the alphabet after hashing letters
_SPREAD = 2654435761  # Knuth's multiplier: neighbours in the alphabet end up apart


@dataclass(frozen=True, slots=True)
class LetterTable:
    """For each three letters the words that hold them."""

    starts: NDArray[np.int64]
    words: NDArray[np.int32]
    sizes: NDArray[np.int32]  # how many triples each word has

    def holders(self, word: str) -> NDArray[np.int64]:
        """For each triple of a word how many of the table's words hold it."""
        triples = np.array(_triples_of(word), np.int64)
        counts: NDArray[np.int64] = self.starts[triples + 1] - self.starts[triples]
        return counts

    def beside(self, word: str, least: float) -> "Alike":
        """The words that hold at least this share of the letter triples of this one."""
        triples = set(_triples_of(word))
        found = [self.words[self.starts[triple] : self.starts[triple + 1]] for triple in triples]
        counts = np.bincount(np.concatenate(found)) if found else np.zeros(0, np.int64)
        numbers = np.flatnonzero(counts >= max(1, math.ceil(least * len(triples))))
        return Alike(numbers, counts[numbers], self.sizes[numbers], len(triples))


@dataclass(frozen=True, slots=True)
class Alike:
    """Words beside one word."""

    numbers: NDArray[np.int64]
    shared: NDArray[np.int64]  # letter triples of the one word that each holds
    sizes: NDArray[np.int32]  # how many triples each has
    size: int  # how many the one word has

    def most_like(self, least: float, most: int) -> list[tuple[int, float]]:
        """The most alike words with their likeness, the Dice coefficient of their triples, best first."""
        return self._best(2 * self.shared / (self.size + self.sizes), least, most)

    def holding(self, least: float, most: int) -> list[tuple[int, float]]:
        """The words that hold most of this one, with the share of its triples that they have, best first."""
        return self._best(self.shared / max(self.size, 1), least, most)

    def _best(self, values: NDArray[np.float64], least: float, most: int) -> list[tuple[int, float]]:
        enough = (values >= least).nonzero()[0]
        order = enough[(-values[enough]).argsort(kind="stable")][:most]
        return list(zip(self.numbers[order].tolist(), values[order].tolist(), strict=True))


def letter_table(words: Sequence[str]) -> LetterTable:
    """The table for a list of words; numbers are places in that list."""
    owners, triples = _triples(words)
    pairs = np.unique(triples.astype(np.int64) * max(len(words), 1) + owners)
    triples, owners = np.divmod(pairs, max(len(words), 1))
    starts = np.searchsorted(triples, np.arange(_FOLDED_LETTER**3 + 1))
    sizes = np.bincount(owners, minlength=len(words))
    return LetterTable(starts, owners.astype(np.int32), sizes.astype(np.int32))


def _triples(words: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Owner and hashed value of every three letters; a word begins and ends with a mark."""
    marked = np.array([f" {word[:LETTERS_READ]} " for word in words], dtype=f"U{LETTERS_READ + 2}")
    letters = marked.view(np.uint32).reshape(len(words), -1).astype(np.int64)
    hashed = np.where(letters > 0, letters * _SPREAD % 2**32 % _FOLDED_LETTER, -1)
    values = (hashed[:, :-2] * _FOLDED_LETTER + hashed[:, 1:-1]) * _FOLDED_LETTER + hashed[:, 2:]
    owners, places = np.nonzero(letters[:, 2:] > 0)
    return owners, values[owners, places]


@lru_cache(WORDS_KEPT)
def _triples_of(word: str) -> tuple[int, ...]:
    """As `_triples`, for one word, where plain Python is quicker; every table is asked for the same."""
    letters = [_hashed(ord(letter)) for letter in f" {word[:LETTERS_READ]} "]
    return tuple(
        (first * _FOLDED_LETTER + second) * _FOLDED_LETTER + third
        for first, second, third in zip(letters, letters[1:], letters[2:], strict=False)
    )


def _hashed(letter: int) -> int:
    return letter * _SPREAD % 2**32 % _FOLDED_LETTER
