"""A text as what its words mean: in which lines of the list of meanings they stand, whatever the word and language."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from answer_engine.common_words import WEIGHT as COMMON_WEIGHT
from answer_engine.common_words import is_common
from answer_engine.meanings import LANGUAGES, column, stem_of
from answer_engine.postings import Postings, Strengths, postings_of
from answer_engine.short_forms import written_out
from answer_engine.verbs import rejoined

SPREAD = 0.25  # power of the number of meanings a word has, by which it counts less for each
WORDS_KEPT = 20_000  # whose lines are remembered

Lines = tuple[tuple[int, float], ...]  # numbers of lines, and how much a word counts for each


@dataclass(frozen=True, slots=True)
class Meant:
    """What a question says."""

    lines: NDArray[np.int64]  # each once, ascending
    strengths: NDArray[np.float32]  # how much it says of each


@dataclass(frozen=True, slots=True)
class Concepts:
    """Texts by the lines their words stand in, as vectors of length one."""

    telling: NDArray[np.float32]  # of each line, 0 for those no text has
    texts: Postings

    def likeness(self, meant: Meant) -> Strengths:
        """The cosine of each text with a question, as `concepts_of` reads it."""
        weights = meant.strengths * self.telling[meant.lines]
        length = math.sqrt(weights @ weights) or 1.0
        return self.texts.total(meant.lines, weights / length)


def count_concepts(rows: sparse.csr_matrix) -> Concepts:
    """Of texts that are counted by line already."""
    rows.data = _damped(rows.data)
    holding = np.bincount(rows.indices, minlength=rows.shape[1])
    telling = np.sqrt(1 + np.log((1 + rows.shape[0]) / (1 + holding))).astype(np.float32)
    telling[holding == 0] = 0
    rows.data *= telling[rows.indices]
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    rows.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(rows.indptr)).astype(np.float32)
    return Concepts(telling, postings_of(rows.tocsc()))


def concepts_of(question: Sequence[str], language: str, is_known: Callable[[str], bool]) -> Meant:
    """What a question in folded words says; unknown words may be of another language."""
    found = [line for word in question for line in lines_of(word, language) or _foreign(word, language, is_known)]
    meant: dict[int, float] = defaultdict(float)
    for line, sure in (*found, *said_together(question, language)):
        meant[line] += sure
    lines = sorted(meant)
    return Meant(np.array(lines, np.int64), _damped(np.array([meant[line] for line in lines], np.float32)))


def phrases_in(texts: Sequence[Sequence[str]], language: str) -> sparse.csr_matrix:
    """Texts x lines: what words say together."""
    return _by_line([list(said_together(text, language)) for text in texts])


def by_word(words: Sequence[str], language: str) -> sparse.csr_matrix:
    """Words x lines: how much each word counts for each line."""
    return _by_line([lines_of(word, language) for word in words])


@lru_cache(WORDS_KEPT)
def lines_of(word: str, language: str) -> Lines:
    """The lines a folded word stands in, and how much it counts for each."""
    listed, stem = column(language), stem_of(word, language)
    lines = listed.lines_of.get(stem, ())
    weight = COMMON_WEIGHT if is_common(word, language) else 1.0
    return tuple((line, weight * listed.meanings[line].sure(stem) / len(lines) ** SPREAD) for line in lines)


def said_together(text: Sequence[str], language: str) -> Iterator[tuple[int, float]]:
    """The lines of phrases, and of German verbs whose parts stand apart."""
    listed, stems = column(language), [stem_of(word, language) for word in written_out(text, language)]
    for start, stem in enumerate(stems):
        for phrase, line in listed.phrases.get(stem, ()):
            if tuple(stems[start : start + len(phrase)]) == phrase:
                yield line, 1.0
    if language == "de":
        for verb in rejoined(text):
            yield from lines_of(verb, language)


def _foreign(word: str, language: str, is_known: Callable[[str], bool]) -> Lines:
    if is_known(word):
        return ()
    return tuple(line for other in LANGUAGES if other != language for line in lines_of(word, other))


def _by_line(rows: Sequence[Sequence[tuple[int, float]]]) -> sparse.csr_matrix:
    ends = np.cumsum([0, *map(len, rows)])
    places = np.array([line for row in rows for line, _ in row], np.int32)
    values = np.array([sure for row in rows for _, sure in row], np.float32)
    counted = sparse.csr_matrix((values, places, ends), shape=(len(rows), _width()))
    counted.sum_duplicates()
    return counted


def _width() -> int:
    return len(column(LANGUAGES[0]).meanings)


def _damped(counts: NDArray[np.float32]) -> NDArray[np.float32]:
    """What is said twice does not count twice."""
    damped: NDArray[np.float32] = np.minimum(counts, 1) + np.log(np.maximum(counts, 1))
    return damped
