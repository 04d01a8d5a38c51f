"""Turns the evidence for each document into one score, and keeps the best of each document."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer_engine.evidence import NAMES, Evidence
from answer_engine.shapes import Document

OTHER_LANGUAGE = 0.85  # times the score of a document that exists only in another language
BEGINS = 6.0  # added when a title begins with all that was typed
SAME_TOPIC = 1.1  # times the score of a document from the reader's topic
LEAST_SCORE = 0.3  # below it only common words or stray letters agree
LEAST_ALIKE = 0.3  # cosine of marks from which letters alone are enough
COVER = NAMES.index("cover")
MARKS = [NAMES.index("wording_marks"), NAMES.index("past_marks")]
MOST_RANKED = 50  # candidates kept per shelf


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document with its score and what it came from."""

    document: Document
    score: float
    figures: NDArray[np.float32]
    evidence: Evidence
    row: int


def rank(found: Iterable[Evidence], language: str, topic: str, weights: NDArray[np.float64]) -> list[Candidate]:
    """The candidates, best first, each document id once and in the asker's language where it exists."""
    best: dict[str, Candidate] = {}
    for candidate in (one for evidence in found for one in _candidates(evidence, language, topic, weights)):
        known = best.get(candidate.document.id)
        best[candidate.document.id] = _preferred(known, candidate, language) if known else candidate
    return sorted(best.values(), key=lambda one: (-one.score, one.document.id))


def _candidates(evidence: Evidence, language: str, topic: str, weights: NDArray[np.float64]) -> list[Candidate]:
    shelf = evidence.shelf
    scores = evidence.figures @ weights + BEGINS * evidence.begun
    if language and not _same_language(shelf.language, language):
        scores *= OTHER_LANGUAGE
    if topic:
        same = np.array([document.topic == topic for document in shelf.documents], dtype=bool)
        scores[same] *= SAME_TOPIC
    scores[shelf.hidden | ~_is_found(evidence)] = 0
    enough = np.flatnonzero(scores >= LEAST_SCORE)
    top = enough[np.argsort(-scores[enough], kind="stable")][:MOST_RANKED]
    return [
        Candidate(shelf.documents[row], float(scores[row]), evidence.figures[row], evidence, int(row)) for row in top
    ]


def _is_found(evidence: Evidence) -> NDArray[np.bool_]:
    """Whether a document shares a word with the question, or is so alike in letters that a word must be meant."""
    alike = evidence.figures[:, MARKS].max(axis=1) >= LEAST_ALIKE
    found: NDArray[np.bool_] = (evidence.figures[:, COVER] > 0) | alike
    return found


def _preferred(one: Candidate, other: Candidate, language: str) -> Candidate:
    """The better of two languages of a document counts; the asker's language is shown."""
    score = max(one.score, other.score)
    shown = one if _same_language(one.document.language, language) else other
    if not _same_language(shown.document.language, language):
        shown = one if one.score >= other.score else other
    return Candidate(shown.document, score, shown.figures, shown.evidence, shown.row)


def _same_language(one: str, other: str) -> bool:
    return one.split("-")[0].lower() == other.split("-")[0].lower()
