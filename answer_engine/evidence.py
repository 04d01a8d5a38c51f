"""Compares a question with every document of a shelf: one row of figures per document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer_engine.features import Vector
from answer_engine.lessons import NEVER_TAUGHT
from answer_engine.postings import SATURATION, Postings, rarity
from answer_engine.reading import Reading, ReadWord
from answer_engine.shelf import Shelf, plain
from answer_engine.text import Section

Figures = NDArray[np.float32]
Taught = Sequence[Mapping[str, float]]  # for each of TAUGHT the score of each document

# The columns, all 0 or more, mostly up to 1.
NAMES = (
    "wording",  # share of the question's weight found in the best own wording (title, also-asked)
    "wording_marks",  # cosine of marks with the best own wording
    "section",  # BM25 of the best section, beside the most it could be
    "cover",  # share of the question's weight found anywhere in the document
    "spelled",  # cosine of letters with the whole document; only of those that are nearly first anyway
    "past",  # as `wording`, for past questions
    "past_marks",  # as `wording_marks`, for past questions
    "past_votes",  # share of the nearest past questions that the document answered
    "taught_letters",  # the classifier's score above that of a document that does not fit, 0 without lessons
    "taught_pairs",  # the same for the classifier that looks at words and pairs of words
)
SPELLED = NAMES.index("spelled")
NO_VECTOR = Vector(np.zeros(0, np.int64), np.zeros(0, np.float32))
TAUGHT = ("letters", "pairs")  # the kinds of marks the classifiers look at
CROWD = 10  # past questions that tell whether such things are asked at all
NEIGHBOURS = 15  # past questions that vote
LEAST_NEAR = 0.05  # cosine below which a question is no neighbour
SHARPNESS = 4  # power of the cosine in a vote: near ones decide


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each document of one shelf."""

    shelf: Shelf
    figures: Figures  # documents x NAMES
    in_sections: Figures  # how well each section fits
    wording_cover: Figures  # share of the question's weight in each wording
    begun: NDArray[np.bool_]  # documents with an own wording that begins with the whole question
    nearest: Figures  # cosines of the past questions most like it, at most CROWD
    vector: Vector  # of the question, in the marks of whole documents

    @classmethod
    def unread(cls, shelf: Shelf) -> "Evidence":
        """Of a shelf nothing was compared with: each document shows its first section."""
        nothing = np.zeros(len(shelf.sections), np.float32)
        no_figures, no_wordings = np.zeros((0, len(NAMES)), np.float32), np.zeros(0, np.float32)
        return cls(shelf, no_figures, nothing, no_wordings, np.zeros(0, bool), no_wordings, NO_VECTOR)

    def close_figures(self, rows: NDArray[np.int64]) -> Figures:
        """All figures of these documents, with what is compared for few only."""
        close = self.figures[rows]
        compared = self.shelf.spelled_documents
        if len(compared.starts) > len(self.shelf.documents):
            weights = np.zeros(compared.row_count, np.float32)
            weights[self.vector.places] = self.vector.weights
            parts = (compared.of(int(row)) for row in rows)
            close[:, SPELLED] = [float(strengths @ weights[places]) for places, strengths in parts]
        return close

    def section_of(self, row: int) -> Section | None:
        """The section of a document that fits best, None when it has no body."""
        start, end = self.shelf.section_starts[row : row + 2]
        return self.shelf.sections[start + int(self.in_sections[start:end].argmax())] if start < end else None


def gather(asked: Sequence[str], reading: Reading, shelves: Sequence[Shelf], taught: Taught) -> list[Evidence]:
    """The evidence in all shelves of one language; rarity is counted over them together."""
    rarities = _Rarity(shelves)
    ceiling = sum(word.weight * rarities.of_word(word) for word in reading.words) or 1.0
    return [_in_shelf(asked, reading, shelf, rarities, ceiling, taught) for shelf in shelves]


class _Rarity:
    """How telling a term is, over several shelves."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self.shelves = shelves
        self.document_count = sum(len(shelf.documents) for shelf in shelves)
        self.known: dict[str, float] = {}

    def of(self, term: str) -> float:
        """Rare terms tell more; a term nobody wrote is the rarest."""
        if term not in self.known:
            self.known[term] = rarity(self._holding(term), self.document_count)
        return self.known[term]

    def of_word(self, word: ReadWord) -> float:
        """That of its surest term that is known; of a word nobody wrote, the highest."""
        known = [(-weight, self.of(term)) for term, weight in word.terms.items() if self._holding(term)]
        return min(known)[1] if known else self.of("")

    def _holding(self, term: str) -> int:
        """In how many documents a term stands."""
        numbers = ((shelf, shelf.lexicon.term_number.get(term)) for shelf in self.shelves)
        return sum(int(shelf.in_documents[number]) for shelf, number in numbers if number is not None)


def _in_shelf(
    asked: Sequence[str],
    reading: Reading,
    shelf: Shelf,
    rarities: _Rarity,
    ceiling: float,
    taught: Taught,
) -> Evidence:
    size = len(shelf.documents)
    in_sections = np.zeros(len(shelf.sections), np.float32)
    in_wordings = np.zeros(len(shelf.wordings), np.float32)
    cover = np.zeros(size, np.float32)
    for word in reading.words:
        weights = _weights(word, shelf, rarities)
        section_match, section_share = _matches(shelf.in_sections, weights)
        _, wording_share = _matches(shelf.in_wordings, weights)
        in_sections += section_match
        in_wordings += wording_share
        cover += np.maximum(
            _best_of(section_share, shelf.section_documents, size),
            _best_of(wording_share, shelf.wording_documents, size),
        )
    cosine = _cosine(shelf, asked)
    own, owners = shelf.own_wording_count, shelf.wording_documents
    columns = (
        _best_of(in_wordings[:own], owners[:own], size) / ceiling,
        _best_of(cosine[:own], owners[:own], size),
        _best_of(in_sections, shelf.section_documents, size) / (ceiling * (SATURATION + 1)),
        cover / ceiling,
        np.zeros(size, np.float32),
        _best_of(in_wordings[own:], owners[own:], size) / ceiling,
        _best_of(cosine[own:], owners[own:], size),
        _votes(cosine[own:], owners[own:], shelf.wording_weights[own:], size),
        *(_taught(shelf, scores) for scores in taught),
    )
    figures = np.stack(columns, axis=1)
    begun = shelf.begun_by(plain(asked))
    nearest = _highest(cosine[own:], CROWD)
    return Evidence(shelf, figures, in_sections, in_wordings / ceiling, begun, nearest, shelf.spelled.vector(asked))


def _weights(word: ReadWord, shelf: Shelf, rarities: _Rarity) -> list[tuple[int, float]]:
    """The word's terms in this shelf with what a match is worth."""
    numbered = [(shelf.lexicon.term_number.get(term), term, weight) for term, weight in word.terms.items()]
    top = rarities.of_word(word)
    return [
        (number, word.weight * weight * min(rarities.of(term), top) if weight < 1 else word.weight * top)
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


def _cosine(shelf: Shelf, asked: Sequence[str]) -> Figures:
    """Of the question's marks with each wording's."""
    vector = shelf.marks.vector(asked)
    found = [shelf.wording_marks.of(int(place)) for place in vector.places]
    if not found:
        return np.zeros(len(shelf.wordings), np.float32)
    weights = np.repeat(vector.weights, [len(rows) for rows, _ in found])
    weights *= np.concatenate([strengths for _, strengths in found])
    rows = np.concatenate([rows for rows, _ in found])
    return np.bincount(rows, weights, len(shelf.wordings)).astype(np.float32)


def _highest(values: Figures, most: int) -> Figures:
    """The highest values, at most so many, in any order."""
    return np.partition(values, -most)[-most:] if len(values) > most else values


def _votes(cosine: Figures, owners: NDArray[np.int32], weights: Figures, size: int) -> Figures:
    """What share of the votes of the nearest past questions each document has."""
    if not len(cosine):
        return np.zeros(size, np.float32)
    last = max(len(cosine) - NEIGHBOURS, 0)
    nearest = np.flatnonzero(cosine >= max(np.partition(cosine, last)[last], LEAST_NEAR))
    votes = cosine[nearest] ** SHARPNESS * np.sqrt(weights[nearest])
    total = np.bincount(owners[nearest], votes, size)
    return (total / max(float(total.sum()), 1e-9)).astype(np.float32)


def _taught(shelf: Shelf, scores: Mapping[str, float]) -> Figures:
    if not scores:
        return np.zeros(len(shelf.documents), np.float32)
    own = np.array([scores.get(identity, NEVER_TAUGHT) for identity in shelf.ids], np.float32)
    above: Figures = np.maximum(own - NEVER_TAUGHT, 0)
    return above
