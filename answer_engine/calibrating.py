"""Fits how sure to be to trials, at the stated share of questions that nothing answers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from answer_engine.calibration import Calibration
from answer_engine.fitting import fit_confidence
from answer_engine.lessons import Lessons, Proof, Sensed
from answer_engine.prior import SHARE
from answer_engine.trials import Trial

Known = TypeVar("Known", Lessons, Sensed)

PARTS = 4  # of the trials: each is judged by what the others taught
OWN_CONFIDENCE_PULL = 25.0  # how strongly confidence is held at its start, in trials
COLD_ERRORS = (0.4, 0.28, 0.22)  # share of answerable questions whose article is not the first, in the first two, three


def calibrated(lessons: Lessons, trials: Sequence[Trial], unanswerable_share: float) -> Lessons:
    """The lessons with a probability that fits these trials at this share of unanswerable questions."""
    sensed = _calibrated(lessons.sensed, [trial for trial in trials if trial.is_sensed], unanswerable_share)
    plain = _calibrated(lessons, [trial.unsensed() for trial in trials], unanswerable_share)
    return replace(plain, sensed=sensed)


def _calibrated(lessons: Known, trials: Sequence[Trial], unanswerable_share: float) -> Known:
    found = [trial for trial in trials if len(trial.figures)]
    if not found:
        return lessons
    seen = np.array([trial.signs(lessons.ranking) for trial in found])
    right = np.array([trial.is_within(lessons.ranking) for trial in found])
    counts = share_weights([trial.is_answerable for trial in found], unanswerable_share)
    sure = _unseen_probabilities(seen, right, counts, lessons.calibration)
    fitted = fit_confidence(seen, right, counts, lessons.calibration, OWN_CONFIDENCE_PULL)
    proof = Proof(tuple(sure.round(6).tolist()), tuple(right[:, 0].tolist()), counts)
    return replace(lessons, calibration=fitted, proof=proof)


def _unseen_probabilities(
    seen: NDArray[np.float64], right: NDArray[np.bool_], counts: NDArray[np.float64], start: Calibration
) -> NDArray[np.float64]:
    """How sure a calibration that has not seen a trial would be of it: those it was fitted to flatter it."""
    sure = np.zeros(len(seen))
    turn = np.arange(len(seen)) % PARTS
    for fold in range(min(PARTS, len(seen))):
        kept = turn != fold
        fitted = fit_confidence(seen[kept], right[kept, :1], counts[kept], start, OWN_CONFIDENCE_PULL)
        sure[~kept] = fitted.chances(seen[~kept])[:, 0]
    return sure


def share_weights(answerable: Sequence[bool], unanswerable_share: float) -> NDArray[np.float64]:
    """How much each question counts so that the unanswerable ones have their stated share; the mean is one."""
    known = np.array(answerable, dtype=bool)
    if known.all() or not known.any():
        return np.ones(len(known))
    weights = np.where(known, (1 - unanswerable_share) / known.mean(), unanswerable_share / (1 - known.mean()))
    counted: NDArray[np.float64] = np.maximum(weights, 1e-6)
    return counted


def at_share(shipped: Calibration, unanswerable_share: float) -> Calibration:
    """The shipped calibration where another share of questions has no answer than it reckons with."""
    now, usual = (np.clip(share, 0.0, 0.99) for share in (unanswerable_share, SHARE))
    wrong_now, wrong_usually = (share + (1 - share) * np.array(COLD_ERRORS) for share in (now, usual))
    moved = shipped.coefficients.copy()
    moved[:, -1] += np.log((1 - now) / (1 - usual)) - np.log(wrong_now / wrong_usually)
    return replace(shipped, coefficients=moved)
