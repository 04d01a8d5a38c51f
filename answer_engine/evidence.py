"""Compares a question with every document of a shelf: one row of figures per document."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer_engine.postings import Postings, rarity_of
from answer_engine.reading import Reading, ReadWord
from answer_engine.shelf import Shelf, grams_of
from answer_engine.text import Section

Figures = NDArray[np.float32]

# The columns, all between 0 and 1.
NAMES = (
    "wording",  # share of the question's weight found in the best own wording (title, also-asked)
    "wording_letters",  # cosine of letter sequences with the best own wording
    "section",  # BM25 of the best section, beside the most it could be
    "cover",  # share of the question's weight found anywhere in the document
    "past",  # as `wording`, for past questions
    "past_letters",  # as `wording_letters`, for past questions
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each document of one shelf."""

    shelf: Shelf
    figures: Figures  # documents x NAMES
    best_section: NDArray[np.int64]  # of each document, -1 without one
    wording_cover: Figures  # share of the question's weight in each wording

    @classmethod
    def unread(cls, shelf: Shelf) -> "Evidence":
        """Of a shelf nothing was compared with: each document shows its first section."""
        starts, ends = shelf.section_starts[:-1], shelf.section_starts[1:]
        return cls(shelf, np.zeros((0, 0), np.float32), np.where(starts < ends, starts, -1), np.zeros(0, np.float32))

    def section_of(self, row: int) -> Section | None:
        """The section of a document that fits best, None when it has no body."""
        best = int(self.best_section[row])
        return self.shelf.sections[best] if best >= 0 else None


def gather(reading: Reading, shelves: Sequence[Shelf]) -> list[Evidence]:
    """The evidence in all shelves of one language; rarity is counted over them together."""
    rarity = _Rarity(shelves)
    ceiling = sum(word.weight * rarity.of_word(word) for word in reading.words) or 1.0
    letters = _letters(reading)
    return [_in_shelf(reading, shelf, rarity, ceiling, letters) for shelf in shelves]


class _Rarity:
    """How telling a term is, over several shelves."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self.shelves = shelves
        self.document_count = sum(len(shelf.documents) for shelf in shelves)

    def of(self, term: str) -> float:
        held = 0
        for shelf in self.shelves:
            if (number := shelf.lexicon.term_number.get(term)) is not None:
                held += int(shelf.in_documents[number])
        return float(rarity_of(np.array([held]), self.document_count)[0])

    def of_word(self, word: ReadWord) -> float:
        """That of its surest term that is known; of a word nobody wrote, the highest."""
        known = [
            (-weight, self.of(term))
            for term, weight in word.terms.items()
            if any(term in shelf.lexicon.term_number for shelf in self.shelves)
        ]
        return min(known)[1] if known else self.of("")


def _in_shelf(reading: Reading, shelf: Shelf, rarity: _Rarity, ceiling: float, letters: dict[int, float]) -> Evidence:
    size = len(shelf.documents)
    in_sections = np.zeros(len(shelf.sections), np.float32)
    in_wordings = np.zeros(len(shelf.wordings), np.float32)
    cover = np.zeros(size, np.float32)
    for word in reading.words:
        weights = _weights(word, shelf, rarity)
        section_match, section_share = _matches(shelf.in_sections, weights)
        _, wording_share = _matches(shelf.in_wordings, weights)
        in_sections += section_match
        in_wordings += wording_share
        cover += np.maximum(
            _best_of(section_share, shelf.section_documents, size),
            _best_of(wording_share, shelf.wording_documents, size),
        )
    cosine = _cosine(shelf, letters)
    is_past = np.array([wording.is_past for wording in shelf.wordings], dtype=bool)
    owners = shelf.wording_documents
    columns = (
        _best_of(np.where(is_past, 0, in_wordings), owners, size) / ceiling,
        _best_of(np.where(is_past, 0, cosine), owners, size),
        _best_of(in_sections, shelf.section_documents, size) / (ceiling * 2.2),
        cover / ceiling,
        _best_of(np.where(is_past, in_wordings, 0), owners, size) / ceiling,
        _best_of(np.where(is_past, cosine, 0), owners, size),
    )
    return Evidence(shelf, np.stack(columns, axis=1), _best_sections(shelf, in_sections), in_wordings / ceiling)


def _weights(word: ReadWord, shelf: Shelf, rarity: _Rarity) -> list[tuple[int, float]]:
    """The word's terms in this shelf with what a match is worth."""
    numbered = [(shelf.lexicon.term_number.get(term), term, weight) for term, weight in word.terms.items()]
    top = rarity.of_word(word)
    return [
        (number, word.weight * weight * min(rarity.of(term), top) if weight < 1 else word.weight * top)
        for number, term, weight in numbered
        if number is not None
    ]


def _matches(postings: Postings, weights: list[tuple[int, float]]) -> tuple[Figures, Figures]:
    """For each row the word's best match: times the term's strength there, and without it."""
    strong, plain = np.zeros(postings.row_count, np.float32), np.zeros(postings.row_count, np.float32)
    for term, weight in weights:
        rows, strengths = postings.of(term)
        strong[rows] = np.maximum(strong[rows], strengths * np.float32(weight))
        plain[rows] = np.maximum(plain[rows], np.float32(weight))
    return strong, plain


def _best_of(values: Figures, owners: NDArray[np.int32], size: int) -> Figures:
    """The highest value of each owner, 0 without any."""
    best = np.zeros(size, np.float32)
    np.maximum.at(best, owners, values)
    return best


def _best_sections(shelf: Shelf, scores: Figures) -> NDArray[np.int64]:
    best = np.full(len(shelf.documents), -1, np.int64)
    order = np.argsort(scores, kind="stable")
    best[shelf.section_documents[order]] = order
    return best


def _letters(reading: Reading) -> dict[int, float]:
    counts: dict[int, float] = {}
    for word in reading.words:
        for gram in grams_of(word.text):
            counts[gram] = counts.get(gram, 0.0) + 1.0
    return counts


def _cosine(shelf: Shelf, letters: dict[int, float]) -> Figures:
    """Of the question's letter sequences with each wording's."""
    total = np.zeros(len(shelf.wordings), np.float32)
    weights = {gram: (1 + np.log(count)) * float(shelf.gram_rarity[gram]) for gram, count in letters.items()}
    length = float(np.sqrt(sum(weight * weight for weight in weights.values()))) or 1.0
    for gram, weight in weights.items():
        rows, strengths = shelf.grams.of(gram)
        total[rows] += strengths * np.float32(weight / length)
    return total
