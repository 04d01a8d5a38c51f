"""Words that look alike: a table from three letters to the words that hold them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LETTERS_READ = 24  # of each word; more would not change which words look alike
_FOLDED_LETTER = 64  # size of the alphabet after hashing letters


@dataclass(frozen=True, slots=True)
class LetterTable:
    """For each three letters the words that hold them."""

    starts: NDArray[np.int64]
    words: NDArray[np.int32]
    sizes: NDArray[np.int32]  # how many triples each word has

    def shared(self, word: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The words that share a triple with this one, and how many they share."""
        found = [self.words[self.starts[triple] : self.starts[triple + 1]] for triple in np.unique(_triples([word])[1])]
        counts = np.bincount(np.concatenate(found)) if found else np.zeros(0, np.int64)
        numbers = np.flatnonzero(counts)
        return numbers.astype(np.int32), counts[numbers].astype(np.int32)

    def likeness(self, word: str, least: float, most: int) -> list[tuple[int, float]]:
        """The most alike words with their Dice coefficient (0..1), best first."""
        numbers, shared = self.shared(word)
        own = len(np.unique(_triples([word])[1]))
        dice = 2 * shared / (own + self.sizes[numbers])
        return _best(numbers, dice, least, most)

    def containing(self, word: str, least: float, most: int) -> list[tuple[int, float]]:
        """The words that hold most of this one's triples (0..1 of them), best first."""
        numbers, shared = self.shared(word)
        own = len(np.unique(_triples([word])[1]))
        return _best(numbers, shared / max(own, 1), least, most)


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
    hashed = np.where(letters > 0, letters * 2654435761 % 4294967296 % _FOLDED_LETTER, -1)
    values = (hashed[:, :-2] * _FOLDED_LETTER + hashed[:, 1:-1]) * _FOLDED_LETTER + hashed[:, 2:]
    owners, places = np.nonzero(letters[:, 2:] > 0)
    return owners, values[owners, places]


def _best(
    numbers: NDArray[np.int32], likeness: NDArray[np.float64], least: float, most: int
) -> list[tuple[int, float]]:
    enough = np.flatnonzero(likeness >= least)
    order = enough[np.lexsort((numbers[enough], -likeness[enough]))][:most]
    return [(int(numbers[place]), float(likeness[place])) for place in order]
