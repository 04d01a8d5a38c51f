"""Compares a question with every document of a shelf: one row of figures per document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from answer_engine.concepts import Meant, concepts_of
from answer_engine.gist import Gists, learned_without
from answer_engine.matching import Match, Worth, match
from answer_engine.passages import Section
from answer_engine.postings import SATURATION, Places, best_of
from answer_engine.readership import Tongue
from answer_engine.reading import Reading
from answer_engine.sensing import Sense, crowd_of, sense_figures
from answer_engine.shelf import Shelf, plain
from answer_engine.text import fold

Figures = NDArray[np.float32]

# The columns, all 0 or more, mostly up to 1.
NAMES = (
    "wording",  # share of the question's weight found in the best own wording (title, also-asked)
    "wording_marks",  # cosine of marks with the best own wording
    "section",  # BM25 of the best section, beside the most it could be
    "cover",  # share of the question's weight found anywhere in the document
    "spelled",  # cosine of letters with the whole document; only of those that are nearly first anyway
    "concept_wording",  # cosine of what the words mean, by the shipped list, with the best own wording
    "concept_text",  # the same with the whole document
    "gist",  # cosine of what they are about, as was learned of other sites, with the best own wording; of few, too
    "past",  # as `wording`, for past questions
    "past_marks",  # as `wording_marks`, for past questions
    "past_votes",  # share of the nearest past questions that the document answered
    "taught_letters",  # the classifier's score above that of a document that does not fit, 0 without lessons
    "taught_pairs",  # the same for the classifier that looks at words, their meanings and pairs
    "taught_near",  # how like a past question of its own is, as the second classifier sees both
)
SPELLED, GIST = NAMES.index("spelled"), NAMES.index("gist")
TAUGHT = {"letters": 0, "pairs": 50}  # the marks the classifiers look at, and of how many past questions each keeps
CROWD = 10  # past questions that tell whether such things are asked at all
NEIGHBOURS = 15  # past questions that vote
LEAST_NEAR = 0.05  # cosine below which a question is no neighbour
SHARPNESS = 4  # power of the cosine in a vote: near ones decide


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each document of one shelf."""

    shelf: Shelf
    figures: Figures  # NAMES x documents; then SENSES, when an encoder has read the question
    in_sections: Figures  # how well each section fits
    wording_cover: Figures  # share of the question's weight in each wording
    begun: NDArray[np.bool_]  # documents with an own wording that begins with the whole question
    nearest: Figures  # cosines of the past questions most like it, at most CROWD
    settled: Sequence[str]  # the question's words; none while somebody types, whose letters say little of a whole text
    gist: Gists  # of the question, when it is settled
    nearest_meant: Figures  # cosines of the past questions nearest in meaning, none without an encoder

    @classmethod
    def unread(cls, shelf: Shelf) -> "Evidence":
        """Of a shelf nothing was compared with: each document shows its first section."""
        nothing = np.zeros(len(shelf.sections), np.float32)
        no_figures, no_wordings = np.zeros((len(NAMES), 0), np.float32), np.zeros(0, np.float32)
        return cls(
            shelf, no_figures, nothing, no_wordings, np.zeros(0, bool), no_wordings, (), no_wordings, no_wordings
        )

    def close_figures(self, rows: Places) -> Figures:
        """All figures of these documents, a line each, with what is compared for few only."""
        close = self.figures[:, rows].T
        compared = self.shelf.spelled_documents
        if self.settled and len(compared.starts) > len(self.shelf.documents):
            vector = self.shelf.spelled.vector(self.settled)
            weights = np.zeros(compared.row_count, np.float32)
            weights[vector.places] = vector.weights
            ascending = rows.argsort()
            close[ascending, SPELLED] = compared.products(rows[ascending], weights)
        if self.settled:
            close[:, GIST] = self.shelf.gist_likeness(rows, self.gist)
        return close

    def section_of(self, row: int) -> Section | None:
        """The section of a document that fits best, None when it has no body."""
        start, end = self.shelf.section_starts[row : row + 2].tolist()
        return self.shelf.sections[start + int(self.in_sections[start:end].argmax())] if start < end else None


def gather(
    asked: Sequence[str],
    reading: Reading,
    tongue: Tongue,
    taught: Figures,
    is_typing: bool,
    sense: Sense | None = None,
) -> list[Evidence]:
    """The evidence in all shelves of one language; rarity is counted over them together. `taught` is by seat."""
    worth, settled = Worth.of(reading, tongue.shelves), () if is_typing else asked
    found = [
        _in_shelf(asked, settled, match(worth, shelf), worth.total, shelf, taught.take(seats, axis=1))
        for shelf, seats in zip(tongue.shelves, tongue.seats, strict=True)
    ]
    return [_with_meaning(one, sense) for one in found] if sense else found


def _in_shelf(
    asked: Sequence[str], settled: Sequence[str], found: Match, total: float, shelf: Shelf, taught: Figures
) -> Evidence:
    size, own = len(shelf.documents), shelf.own_wording_count
    cosine, meant = _cosine(shelf, asked), _meant(shelf, asked)
    sections, wordings = shelf.owners[: len(shelf.sections)], shelf.owners[len(shelf.sections) :]
    fit, nearest = found.sections / (total * (SATURATION + 1)), _highest(cosine[own:], NEIGHBOURS)
    columns = (
        best_of(found.wordings[:own], wordings[:own], size) / total,
        best_of(cosine[:own], wordings[:own], size),
        best_of(fit, sections, size),
        found.documents / total,
        np.zeros(size, np.float32),
        *_concepts(meant, shelf),
        np.zeros(size, np.float32),
        best_of(found.wordings[own:], wordings[own:], size) / total,
        best_of(cosine[own:], wordings[own:], size),
        _votes(cosine[own:], nearest, wordings[own:], shelf.wording_weights[own:], size),
        *taught,
    )
    begun, none = shelf.begun_by(plain(asked)), np.zeros(0, np.float32)
    gist = learned_without(shelf.held_out).of_question(settled, shelf.language, meant) if settled else none
    crowd = nearest[-CROWD:]
    return Evidence(shelf, np.array(columns), fit, found.wordings / total, begun, crowd, settled, gist, none)


def _with_meaning(found: Evidence, sense: Sense) -> Evidence:
    """The same with what an encoder says."""
    alike = sense.of_texts(found.shelf)
    return replace(
        found,
        figures=np.concatenate([found.figures, np.stack(sense_figures(sense, alike, found.shelf))]),
        in_sections=found.in_sections + alike[: len(found.in_sections)],
        nearest_meant=crowd_of(alike, found.shelf),
    )


def _cosine(shelf: Shelf, asked: Sequence[str]) -> Figures:
    """Of the question's marks with each wording's."""
    vector = shelf.marks.vector(asked)
    return shelf.wording_marks.total(vector.places, vector.weights)


def _meant(shelf: Shelf, asked: Sequence[str]) -> Meant:
    return concepts_of([fold(word) for word in asked], shelf.language.split("-")[0], shelf.lexicon.knows)


def _concepts(meant: Meant, shelf: Shelf) -> tuple[Figures, Figures]:
    owners = shelf.owners[len(shelf.sections) :][: shelf.own_wording_count]
    wordings = best_of(shelf.wording_concepts.likeness(meant), owners, len(shelf.documents))
    return wordings, shelf.document_concepts.likeness(meant)


def _highest(values: Figures, most: int) -> Figures:
    """The highest values, at most so many, the highest last."""
    return np.sort(np.partition(values, -most)[-most:] if len(values) > most else values)


def _votes(cosine: Figures, highest: Figures, owners: Places, weights: Figures, size: int) -> Figures:
    """What share of the votes of the nearest past questions each document has."""
    if not len(cosine):
        return np.zeros(size, np.float32)
    nearest = np.flatnonzero(cosine >= max(highest[0], LEAST_NEAR))
    votes = cosine[nearest] ** SHARPNESS * np.sqrt(weights[nearest])
    total = np.bincount(owners[nearest], votes, size)
    return (total / max(float(total.sum()), 1e-9)).astype(np.float32)
