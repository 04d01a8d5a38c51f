"""What past questions taught: arrays only, so that serving needs nothing that fitting needs."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer_engine.features import Marks
from answer_engine.prior import shipped_prior

NO_DOCUMENT = ""  # stands for "nothing answers this" among the documents of a classifier
NEVER_TAUGHT = -1.0  # the score of a document without lessons: where those that do not fit end up


@dataclass(frozen=True, slots=True)
class Classifier:
    """One straight line per document between its past questions and all others."""

    document_ids: tuple[str, ...]  # NO_DOCUMENT among them when there were questions that nothing answers
    marks: Marks
    weights: NDArray[np.float16]  # marks x documents
    offsets: NDArray[np.float32]  # by document

    def scores(self, words: Sequence[str]) -> dict[str, float]:
        """For each document how clearly the question is one of its own: around 1 yes, around -1 no."""
        vector = self.marks.vector(words)
        totals = vector.weights @ self.weights[vector.places].astype(np.float32) + self.offsets
        return dict(zip(self.document_ids, totals.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Lessons:
    """Fitted together, so that a score and the probability read from it always belong together."""

    classifiers: dict[str, tuple[Classifier, ...]]  # by audience; one for each of evidence.TAUGHT
    ranking: NDArray[np.float64]  # weights of evidence.NAMES
    calibration: NDArray[np.float64]  # coefficients of confidence.SIGNS
    question_count: int  # past questions behind it

    def fingerprint(self) -> str:
        """Tells these lessons from others."""
        digest = hashlib.blake2b(self.ranking.tobytes() + self.calibration.tobytes(), digest_size=6)
        for audience in sorted(self.classifiers):
            for classifier in self.classifiers[audience]:
                digest.update(classifier.weights.tobytes())
        return digest.hexdigest()


def shipped_lessons() -> Lessons:
    """Where a site starts before anybody asked anything."""
    cold = shipped_prior().cold
    return Lessons({}, cold.ranking, cold.calibration, 0)
