"""What past questions taught: arrays only, so that serving needs nothing that fitting needs."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer_engine.calibration import Calibration
from answer_engine.features import Marks
from answer_engine.prior import shipped_prior
from answer_engine.thresholds import threshold

NO_DOCUMENT = ""  # stands for "nothing answers this" among the documents of a classifier
COLD_CAUTION = 2.0  # without any proof, only this much of the accepted error is used
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
class Proof:
    """How sure the engine was on questions it had not seen, and whether it was right."""

    probabilities: tuple[float, ...]
    right: tuple[bool, ...]
    counts: NDArray[np.float64]  # how much each question weighs at the stated share of unanswerable ones


@dataclass(frozen=True, slots=True)
class Lessons:
    """Fitted together, so that a score and the probability read from it always belong together."""

    classifiers: dict[str, tuple[Classifier, ...]]  # by audience; one for each of evidence.TAUGHT
    ranking: NDArray[np.float64]  # weights of evidence.NAMES
    calibration: Calibration
    question_count: int  # past questions behind it
    proof: Proof | None = None  # None: nobody has asked anything yet

    def threshold(self, accepted_error: float) -> float:
        """The confidence from which on at most this share of answers is wrong; above 1 when there is none."""
        if self.proof is None:
            return 1 - accepted_error / COLD_CAUTION
        return threshold(self.proof.probabilities, self.proof.right, self.proof.counts, accepted_error)

    def fingerprint(self) -> str:
        """Tells these lessons from others."""
        digest = hashlib.blake2b(self.ranking.tobytes() + self.calibration.coefficients.tobytes(), digest_size=6)
        for audience in sorted(self.classifiers):
            for classifier in self.classifiers[audience]:
                digest.update(classifier.weights.tobytes())
        return digest.hexdigest()


def shipped_lessons() -> Lessons:
    """Where a site starts before anybody asked anything."""
    cold = shipped_prior().cold
    return Lessons({}, cold.ranking, cold.calibration, 0)
