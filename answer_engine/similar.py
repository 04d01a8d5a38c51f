"""Words that look alike: a table from three letters to the words that hold them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LETTERS_READ = 24  # of each word; more would not change which words look alike
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
        numbers = np.flatnonzero(counts >= max(1.0, least * len(triples)))
        shared = counts[numbers]
        return Alike(numbers, 2 * shared / (len(triples) + self.sizes[numbers]), shared / max(len(triples), 1))


@dataclass(frozen=True, slots=True)
class Alike:
    """Words beside one word: how like they are as a whole, and how much of it they hold, both 0..1."""

    numbers: NDArray[np.int64]
    likeness: NDArray[np.float64]  # Dice coefficient of letter triples
    held: NDArray[np.float64]  # share of the one word's triples

    def most_like(self, least: float, most: int) -> list[tuple[int, float]]:
        """The most alike words with their likeness, best first."""
        return self._best(self.likeness, least, most)

    def holding(self, least: float, most: int) -> list[tuple[int, float]]:
        """The words that hold most of this one, best first."""
        return self._best(self.held, least, most)

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


def _triples_of(word: str) -> list[int]:
    """As `_triples`, for one word, where plain Python is quicker."""
    letters = [_hashed(ord(letter)) for letter in f" {word[:LETTERS_READ]} "]
    return [
        (first * _FOLDED_LETTER + second) * _FOLDED_LETTER + third
        for first, second, third in zip(letters, letters[1:], letters[2:], strict=False)
    ]


def _hashed(letter: int) -> int:
    return letter * _SPREAD % 2**32 % _FOLDED_LETTER
