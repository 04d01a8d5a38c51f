"""Turns the evidence for each document into one score, and keeps the best of each document."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from answer_engine.evidence import NAMES, Evidence
from answer_engine.sensing import SENSES
from answer_engine.text import is_same_language

OTHER_LANGUAGE = 0.85  # times the score of a document that exists only in another language
BEGINS = 6.0  # added when a title begins with all that was typed
SAME_TOPIC = 1.1  # times the score of a document from the reader's topic
LEAST_SCORE = 0.3  # below it only common words or stray letters agree
LEAST_ALIKE = 0.3  # cosine of letters, or of what words mean, from which it alone is enough
COVER = NAMES.index("cover")
MARKS = [NAMES.index(name) for name in ("wording_marks", "past_marks", "concept_wording")]
SENSE = [len(NAMES) + SENSES.index(name) for name in ("sense_text", "sense_past")]
LEAST_MEANT = 0.3  # cosine of meanings from which no word need agree
MOST_RANKED = 30  # candidates kept per shelf


class Candidate(NamedTuple):
    """A document with its score and what it came from."""

    id: str  # of the document
    score: float
    figures: NDArray[np.float32]
    evidence: Evidence
    row: int  # in the evidence's shelf

    @property
    def language(self) -> str:
        """That of the document."""
        return self.evidence.shelf.language


def rank(found: Iterable[Evidence], language: str, topic: str, weights: NDArray[np.float64]) -> list[Candidate]:
    """The candidates, best first, each document id once and in the asker's language where it exists."""
    best: dict[str, Candidate] = {}
    for candidate in (one for evidence in found for one in _candidates(evidence, language, topic, weights)):
        known = best.get(candidate.id)
        best[candidate.id] = _preferred(known, candidate, language) if known else candidate
    return sorted(best.values(), key=lambda one: (-one.score, one.id))


def _candidates(evidence: Evidence, language: str, topic: str, weights: NDArray[np.float64]) -> list[Candidate]:
    shelf = evidence.shelf
    factors = np.full(len(shelf.documents), 1.0)
    if language and not is_same_language(shelf.language, language):
        factors *= OTHER_LANGUAGE
    if topic:
        factors[shelf.on_topic(topic)] *= SAME_TOPIC
    factors[shelf.hidden | ~_is_found(evidence)] = 0
    scores = (weights @ evidence.figures + BEGINS * evidence.begun) * factors
    top = _highest(scores, LEAST_SCORE)
    figures = evidence.close_figures(top)
    close = (figures @ weights + BEGINS * evidence.begun[top]) * factors[top]
    places = zip(top.tolist(), close.tolist(), figures, strict=True)
    return [Candidate(shelf.ids[row], score, own, evidence, row) for row, score, own in places]


def _is_found(evidence: Evidence) -> NDArray[np.bool_]:
    """Whether a document shares a word with the question, or is so alike in letters that a word must be meant."""
    found = is_found_by_words(evidence.figures)
    for sense in SENSE if len(evidence.figures) > len(NAMES) else ():
        found |= evidence.figures[sense] >= LEAST_MEANT
    return found


def is_found_by_words(figures: NDArray[np.float32]) -> NDArray[np.bool_]:
    """The same from the words and letters alone."""
    found: NDArray[np.bool_] = figures[COVER] > 0
    for marks in MARKS:
        found |= figures[marks] >= LEAST_ALIKE
    return found


def _highest(scores: NDArray[np.float64], least: float) -> NDArray[np.int64]:
    """Where the highest scores stand, best first, those in front first of equal ones."""
    if len(scores) > MOST_RANKED:
        least = max(least, np.partition(scores, -MOST_RANKED)[-MOST_RANKED])
    enough = np.flatnonzero(scores >= least)
    return enough[np.argsort(-scores[enough], kind="stable")][:MOST_RANKED]


def _preferred(one: Candidate, other: Candidate, language: str) -> Candidate:
    """The better of two languages of a document counts; the asker's language is shown."""
    score = max(one.score, other.score)
    shown = one if is_same_language(one.language, language) else other
    if not is_same_language(shown.language, language):
        shown = one if one.score >= other.score else other
    return shown._replace(score=score)
