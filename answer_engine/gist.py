"""What a text is about, in a few numbers: learned by `train_gist` from questions that mean the same.

A word counts by its stem and by the lines of the list of meanings it stands in, so that what was learned of one word
holds for those that mean the same in any language of the list. A word that was never learned makes a text less alike to
all others; where it stands is told by other figures.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from answer_engine.common_words import WEIGHT as COMMON_WEIGHT
from answer_engine.common_words import is_common
from answer_engine.concepts import Meant, by_word, phrases_in
from answer_engine.meanings import lines, stem_of
from answer_engine.text import fold

FILE = "gist.npz"
TABLES = ("by_line", "by_stem")
LIST = "list"  # in the file, the digest of the list of meanings its tables were learned with
LEAST = 1e-6  # length

Gists = NDArray[np.float32]  # a row each; of length one if every word was learned, 0 if none


@dataclass(frozen=True, slots=True)
class Learned:
    """What words are about."""

    stems: Mapping[str, int]  # numbered
    by_line: Gists  # of the list of meanings
    by_stem: Gists
    usual: float  # length of what a stem says

    def of_question(self, question: Sequence[str], language: str, meant: Meant) -> Gists:
        """What a question in normalised words is about; `meant` is what they mean, of whatever language they are."""
        found = [weighed_stem(word, language) for word in question]
        known = [(self.stems[stem], weight) for stem, weight in found if stem in self.stems]
        places, weights = np.array(known, np.float32).reshape(-1, 2).T
        said = weights @ self.by_stem[places.astype(int)] + meant.strengths @ self.by_line[meant.lines]
        strange = sum(weight**2 for stem, weight in found if stem not in self.stems)
        levelled: Gists = self._levelled(said[None], np.array([strange], np.float32))[0]
        return levelled

    def of_texts(self, texts: Sequence[Sequence[str]], language: str) -> Gists:
        """What texts in normalised words are about."""
        meant, stems, strange = counted(texts, language, self.stems)
        return self._levelled(meant @ self.by_line + stems @ self.by_stem, strange)

    def _levelled(self, said: Gists, strange: Gists) -> Gists:
        """A word that was never learned counts as one about which nothing else is."""
        lengths = np.sqrt((said**2).sum(axis=1) + self.usual**2 * strange)
        levelled: Gists = (said / np.maximum(lengths, LEAST)[:, None]).astype(np.float32)
        return levelled


def counted(
    texts: Sequence[Sequence[str]], language: str, stems: Mapping[str, int]
) -> tuple[sparse.csr_matrix, sparse.csr_matrix, Gists]:
    """How much each text says of each line of the list of meanings, of each of these stems, and of other ones."""
    number_of = {word: number for number, word in enumerate(dict.fromkeys(word for text in texts for word in text))}
    inside = _cells([[(number_of[word], 1.0) for word in text] for text in texts], len(number_of))
    found = [weighed_stem(word, language) for word in number_of]
    own = _cells([[(stems[stem], weight)] if stem in stems else [] for stem, weight in found], len(stems))
    strange = np.array([0.0 if stem in stems else weight**2 for stem, weight in found], np.float32)
    spoken, folded = language.split("-")[0], [[fold(word) for word in text] for text in texts]
    meant = inside @ by_word([fold(word) for word in number_of], spoken) + phrases_in(folded, spoken)
    return meant.tocsr(), (inside @ own).tocsr(), inside @ strange


def weighed_stem(word: str, language: str) -> tuple[str, float]:
    """A normalised word as it is learned, and how much it counts."""
    return stem_of(word, language), COMMON_WEIGHT if is_common(word, language) else 1.0


@cache
def learned_without(family: str) -> Learned:
    """What was learned without a family of sets, which it may then be judged by; of all for ""."""
    with files("answer_engine").joinpath(FILE).open("rb") as file, np.load(file) as shipped:
        names = bytes(shipped[f"{family}/stems"]).decode().split("\n")
        by_line, by_stem = (shipped[f"{family}/{one}"] * shipped[f"{family}/{one}_steps"][:, None] for one in TABLES)
    usual = float(np.median(np.linalg.norm(by_stem, axis=1)))
    return Learned({stem: number for number, stem in enumerate(names)}, by_line, by_stem, usual)


def list_digest() -> NDArray[np.uint8]:
    """Tells the list of meanings from any other: the tables hold for its lines in their order only."""
    return np.frombuffer(hashlib.blake2b("\n".join(lines()).encode(), digest_size=8).digest(), np.uint8)


def _cells(rows: Sequence[Sequence[tuple[int, float]]], width: int) -> sparse.csr_matrix:
    """Rows of places and values as a matrix."""
    ends = np.cumsum([0, *map(len, rows)])
    places = np.array([place for row in rows for place, _ in row], np.int32)
    values = np.array([value for row in rows for _, value in row], np.float32)
    return sparse.csr_matrix((values, places, ends), shape=(len(rows), width))
