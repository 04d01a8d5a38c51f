"""What past questions taught: arrays only, so that serving needs nothing that fitting needs."""

import hashlib
import math
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
IMPOSSIBLE = 8.0  # logarithm of how many times less probable than sure is as good as never
LEAST_CHANCE = np.exp(-IMPOSSIBLE)
HALVES = np.arange(2**16, dtype=np.uint16).view(np.float16).astype(np.float32)  # by their bits: quicker than `astype`
NEVER_TAUGHT = -1.0  # the score of a document without lessons: where those that do not fit end up


@dataclass(frozen=True, slots=True)
class Opinion:
    """What nets make of a question; of each of their documents in turn."""

    scores: NDArray[np.float32]  # how probable they hold it: 1 for sure, -1 for next to impossible
    near: NDArray[np.float32]  # how like a past question of its own is, as their hidden layers see it; 0 without one
    energy: float  # how much anything at all speaks for any document; Liu et al. (2020), "Energy-based OOD Detection"
    force: float  # length of what the hidden layers see: short when hardly a mark says anything


@dataclass(frozen=True, slots=True)
class Net:
    """Small nets with one hidden layer, asked together: it learns which marks mean the same."""

    document_ids: tuple[str, ...]  # NO_DOCUMENT among them when there were questions that nothing answers
    marks: Marks
    weights: NDArray[np.float16]  # marks x nodes, net after net
    offsets: NDArray[np.float32]  # by node
    outer: NDArray[np.float32]  # nets x nodes of each x documents
    outer_offsets: NDArray[np.float32]  # nets x documents
    examples: NDArray[np.float32]  # past questions x nodes of the first nets, by document, of length one; may be none
    example_starts: NDArray[np.int64]  # by document its first example

    def opinion(self, words: Sequence[str]) -> Opinion:
        """What they make of a question."""
        vector = self.marks.vector(words)
        weights = HALVES.take(self.weights.take(vector.places, axis=0).view(np.uint16))
        hidden = np.maximum(vector.weights @ weights + self.offsets, 0)
        totals = (hidden.reshape(len(self.outer), 1, -1) @ self.outer)[:, 0] + self.outer_offsets
        highest = totals.max(axis=1)
        raised = np.exp(totals - highest[:, None])
        sums = raised.sum(axis=1)
        chances = (1 / (sums * len(sums))) @ raised  # the mean of what each holds probable
        energy = float((np.log(sums / totals.shape[1]) + highest).sum()) / len(sums)
        seen = hidden[: self.examples.shape[1]]
        force = math.sqrt(seen @ seen)
        return Opinion(_scores(chances), self._near(seen, force), energy, force)

    def _near(self, seen: NDArray[np.float32], force: float) -> NDArray[np.float32]:
        if not len(self.examples) or not force:
            return np.zeros(len(self.document_ids), np.float32)
        likeness = self.examples @ (seen / np.float32(force))
        nearest: NDArray[np.float32] = np.maximum.reduceat(likeness, self.example_starts)
        return nearest


@dataclass(frozen=True, slots=True)
class SenseClassifier:
    """A line for each document over the numbers of an encoder."""

    document_ids: tuple[str, ...]  # NO_DOCUMENT among them when there were questions that nothing answers
    weights: NDArray[np.float32]  # numbers x documents
    offsets: NDArray[np.float32]  # by document

    def opinion(self, vector: NDArray[np.float32]) -> tuple[dict[str, float], float]:
        """For each document how probable it is, on the scale of Opinion.scores; and the energy."""
        totals = vector @ self.weights + self.offsets
        raised = np.exp(totals - totals.max())
        scores = _scores(raised / raised.sum())
        return dict(zip(self.document_ids, scores.tolist(), strict=True)), float(np.log(raised.sum()) + totals.max())


def _scores(chances: NDArray[np.float32]) -> NDArray[np.float32]:
    """From 1 for what is sure to -1 for what is next to impossible."""
    scores: NDArray[np.float32] = (1 + 2 * np.log(np.maximum(chances, LEAST_CHANCE)) / IMPOSSIBLE).astype(np.float32)
    return scores


@dataclass(frozen=True, slots=True)
class Proof:
    """How sure the engine was on questions it had not seen, and whether it was right."""

    probabilities: tuple[float, ...]
    right: tuple[bool, ...]
    counts: NDArray[np.float64]  # how much each question weighs at the stated share of unanswerable ones


@dataclass(frozen=True, slots=True)
class Sensed:
    """What to make of questions that an encoder has read: its figures bring other weights and another confidence."""

    classifiers: dict[str, SenseClassifier]  # by audience
    ranking: NDArray[np.float64]  # weights of evidence.NAMES and sensing.SENSES
    calibration: Calibration
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Lessons:
    """Fitted together, so that a score and the probability read from it always belong together."""

    classifiers: dict[str, tuple[Net, ...]]  # by audience; one for each of evidence.TAUGHT
    ranking: NDArray[np.float64]  # weights of evidence.NAMES
    calibration: Calibration
    question_count: int  # past questions behind it
    sensed: Sensed
    proof: Proof | None = None  # None: nobody has asked anything yet
    held_out: str = ""  # the family of sets that took no part in where they start

    def fingerprint(self) -> str:
        """Tells these lessons from others."""
        digest = hashlib.blake2b(digest_size=6)
        for known in (self, self.sensed):
            digest.update(known.ranking.tobytes() + known.calibration.coefficients.tobytes())
        for audience in sorted(self.classifiers):
            for classifier in self.classifiers[audience]:
                digest.update(classifier.weights.tobytes())
        return digest.hexdigest()


def least_confidence(proof: Proof | None, accepted_error: float) -> float:
    """The confidence from which on at most this share of answers is wrong; above 1 when there is none."""
    if proof is None:
        return 1 - accepted_error / COLD_CAUTION
    return threshold(proof.probabilities, proof.right, proof.counts, accepted_error)


def shipped_lessons() -> Lessons:
    """Where a site starts before anybody asked anything."""
    prior = shipped_prior()
    sensed = Sensed({}, prior.cold_sensed.ranking, prior.cold_sensed.calibration)
    return Lessons({}, prior.cold.ranking, prior.cold.calibration, 0, sensed)
