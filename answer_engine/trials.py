"""Questions with known answers, put to an engine: what ranking and confidence are fitted and judged on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from answer_engine.calibration import PLACES
from answer_engine.confidence import About, signs
from answer_engine.engine import AnswerEngine
from answer_engine.evidence import NAMES
from answer_engine.ranking import is_found_by_words, rank
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

    def is_within(self, weights: NDArray[np.float64]) -> list[bool]:
        """Whether these weights put the right document first, in the first two, in the first three."""
        return [1 <= self.place(weights) <= count for count in range(1, PLACES + 1)]

    def place(self, weights: NDArray[np.float64]) -> int:
        """Where these weights put the right document, from 1; 0 when it is not there."""
        return 1 + self._order(weights).tolist().index(self.right) if self.right != NOT_FOUND else 0

    def signs(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """The signs of confidence under these weights; there must be a candidate."""
        order = self._order(weights)
        return signs((self.figures @ weights)[order], self.figures[order], self.about)

    @property
    def is_sensed(self) -> bool:
        """Whether an encoder has read it."""
        return self.about.meant is not None

    def unsensed(self) -> "Trial":
        """The trial as it would have been without an encoder."""
        if not self.is_sensed:
            return self
        figures = self.figures[:, : len(NAMES)]
        kept = np.flatnonzero(is_found_by_words(figures.T))
        right = kept.tolist().index(self.right) if self.right in kept else NOT_FOUND
        return Trial(figures[kept], right, self.is_answerable, replace(self.about, meant=None))

    def _order(self, weights: NDArray[np.float64]) -> NDArray[np.int64]:
        """The candidates, best first."""
        return np.argsort(-(self.figures @ weights), kind="stable")


def put(engine: AnswerEngine, questions: Iterable[PastQuestion], audiences: frozenset[str]) -> list[Trial]:
    """Asks each question as if it came alone."""
    return [_trial(engine, question, audiences) for question in questions]


def _trial(engine: AnswerEngine, question: PastQuestion, audiences: frozenset[str]) -> Trial:
    found = engine.found(question.text, audiences, language=question.language)
    ranking = engine.known(found).ranking
    ranked = rank(found.evidence, question.language, "", ranking)[:MOST_CANDIDATES]
    ids = [candidate.id for candidate in ranked]
    right = ids.index(question.document_id) if question.document_id in ids else NOT_FOUND
    none = np.zeros((0, len(ranking)), np.float32)
    figures = np.array([candidate.figures for candidate in ranked]) if ranked else none
    return Trial(figures, right, question.document_id is not None, found.about)
