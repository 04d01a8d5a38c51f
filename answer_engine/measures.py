"""How good answers were: figures from what was ranked, how sure the engine was, and what was right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

TINY = 1e-12
BINS = 15  # of the calibration error
RESAMPLES = 400  # of the confidence intervals


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question put to an engine, and what became of it."""

    place: int  # of the right document in the ranking, from 1; 0 when it is not there
    is_answerable: bool
    confidence: float
    seconds: float
    weight: float = 1.0  # how much it counts, where questions of its kind stand for more or fewer than there are

    @property
    def is_right(self) -> bool:
        """Whether the first hit is the right document."""
        return self.place == 1


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the range it lies in with 95 % certainty."""

    value: float
    low: float
    high: float


def accuracy(outcomes: Sequence[Outcome]) -> Interval:
    """The share of answerable questions whose first hit is right."""
    return _interval([float(outcome.place == 1) for outcome in outcomes if outcome.is_answerable])


def recall(outcomes: Sequence[Outcome], most: int = 3) -> Interval:
    """The share of answerable questions with the right document among the first hits."""
    return _interval([float(1 <= outcome.place <= most) for outcome in outcomes if outcome.is_answerable])


def reciprocal_rank(outcomes: Sequence[Outcome]) -> Interval:
    """The mean of one over the right document's place among ten."""
    return _interval(
        [1 / outcome.place if 1 <= outcome.place <= 10 else 0.0 for outcome in outcomes if outcome.is_answerable]
    )


def alone(outcomes: Sequence[Outcome], precision: float) -> float:
    """The largest share of all questions answered alone with this precision, chosen in hindsight."""
    confidences, right, _, weights = _columns(outcomes)
    order = np.argsort(-confidences, kind="stable")
    answered = np.maximum(np.cumsum(weights[order]), TINY)
    good = np.flatnonzero(np.cumsum((right * weights)[order]) / answered >= precision)
    return float(answered[good[-1]] / answered[-1]) if len(good) else 0.0


def answered_at(outcomes: Sequence[Outcome], threshold: float) -> tuple[float, float]:
    """The share answered from this confidence on, and the precision; 1 when nothing was answered."""
    confidences, right, _, weights = _columns(outcomes)
    answered = confidences >= threshold
    precision = np.average(right[answered], weights=weights[answered]) if answered.any() else 1.0
    return float(np.average(answered, weights=weights)), float(precision)


def calibration_error(outcomes: Sequence[Outcome]) -> float:
    """The mean distance of confidence and share right, over bins of equal width."""
    confidences, right, _, weights = _columns(outcomes)
    return _calibration_error(confidences, right, weights)


def least_calibration_error(outcomes: Sequence[Outcome]) -> float:
    """The calibration error that perfect confidences would show with so many questions: chance alone, never 0."""
    confidences, _, _, weights = _columns(outcomes)
    drawn = np.random.default_rng(0).random((RESAMPLES, len(confidences))) < confidences
    return float(np.mean([_calibration_error(confidences, right, weights) for right in drawn]))


def separation(outcomes: Sequence[Outcome]) -> float | None:
    """The chance that an answerable question is held surer than an unanswerable one (AUROC); None without both."""
    confidences, _, answerable, weights = _columns(outcomes)
    if answerable.all() or not answerable.any():
        return None
    sure, unsure = np.sort(confidences[answerable]), confidences[~answerable]
    below, up_to = (np.searchsorted(sure, unsure, side) for side in ("left", "right"))
    above = 1 - (below + up_to) / 2 / len(sure)
    return float(np.average(above, weights=weights[~answerable]))


def milliseconds(outcomes: Sequence[Outcome], percentile: float) -> float:
    """How long one question takes."""
    return float(np.percentile([outcome.seconds for outcome in outcomes], percentile) * 1000)


def _calibration_error(confidences: Numbers, right: NDArray[Any], weights: Numbers) -> float:
    bins = np.minimum((confidences * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, (confidences - right) * weights, BINS)
    return float(np.abs(gaps).sum() / weights.sum())


def _columns(outcomes: Sequence[Outcome]) -> tuple[Numbers, Numbers, NDArray[np.bool_], Numbers]:
    """Confidences, what was right, what was answerable, weights."""
    return (
        np.array([outcome.confidence for outcome in outcomes]),
        np.array([float(outcome.is_right) for outcome in outcomes]),
        np.array([outcome.is_answerable for outcome in outcomes], dtype=bool),
        np.array([outcome.weight for outcome in outcomes]),
    )


def _interval(values: Sequence[float]) -> Interval:
    if not values:
        return Interval(float("nan"), float("nan"), float("nan"))
    drawn = np.random.default_rng(0).integers(0, len(values), (RESAMPLES, len(values)))
    means = np.sort(np.asarray(values)[drawn].mean(axis=1))
    return Interval(float(np.mean(values)), float(means[RESAMPLES // 40]), float(means[-RESAMPLES // 40 - 1]))
