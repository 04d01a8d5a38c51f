"""Questions with known answers, put to an engine: what ranking and confidence are fitted and judged on."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer_engine.confidence import About, probability, signs
from answer_engine.engine import AnswerEngine
from answer_engine.lessons import Lessons
from answer_engine.ranking import rank
from answer_engine.shapes import PastQuestion

MOST_CANDIDATES = 30  # of a trial; the right one further down teaches nothing
NOT_FOUND = -1  # the right document is not among the candidates, or there is none


@dataclass(frozen=True, slots=True)
class Trial:
    """One question with what the engine found for it."""

    figures: NDArray[np.float32]  # candidates x evidence.NAMES, best first
    right: int  # place among the candidates, or NOT_FOUND
    is_answerable: bool
    about: About

    def top(self, weights: NDArray[np.float64]) -> int:
        """Which candidate these weights would put first."""
        return int(np.argmax(self.figures @ weights))

    def is_right(self, weights: NDArray[np.float64]) -> bool:
        """Whether these weights put the right document first."""
        return len(self.figures) > 0 and self.top(weights) == self.right

    def signs(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """The signs of confidence under these weights; there must be a candidate."""
        scores = self.figures @ weights
        order = np.argsort(-scores, kind="stable")
        return signs(scores[order], self.figures[order], self.about)

    def probability(self, lessons: Lessons) -> float:
        """That these lessons' first candidate is right; 0 without one."""
        return probability(self.signs(lessons.ranking), lessons.calibration) if len(self.figures) else 0.0


def put(engine: AnswerEngine, questions: Iterable[PastQuestion], audiences: frozenset[str]) -> list[Trial]:
    """Asks each question as if it came alone."""
    return [_trial(engine, question, audiences) for question in questions]


def _trial(engine: AnswerEngine, question: PastQuestion, audiences: frozenset[str]) -> Trial:
    found = engine.found(question.text, audiences)
    ranked = rank(found.evidence, question.language, "", engine.lessons.ranking)[:MOST_CANDIDATES]
    ids = [candidate.id for candidate in ranked]
    right = ids.index(question.document_id) if question.document_id in ids else NOT_FOUND
    width = len(engine.lessons.ranking)
    figures = np.stack([candidate.figures for candidate in ranked]) if ranked else np.zeros((0, width), np.float32)
    return Trial(figures, right, question.document_id is not None, found.about)
