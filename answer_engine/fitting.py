"""Fits ranking and confidence to trials: few numbers, held near where they start while trials are few."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from answer_engine.trials import NOT_FOUND, Trial

Numbers = NDArray[np.float64]

RANKING_PULL = 2.0  # how strongly ranking is held at its start, in trials
CONFIDENCE_PULL = 3.0


def fit_ranking(trials: Sequence[Trial], start: Numbers) -> Numbers:
    """Weights under which the right document is the likely one; no figure ever counts against a document."""
    taught = [trial for trial in trials if trial.right != NOT_FOUND and len(trial.figures) > 1]
    if not taught:
        return start
    figures = np.concatenate([trial.figures for trial in taught]).astype(float)
    starts = np.cumsum([0, *(len(trial.figures) for trial in taught)])
    rights = figures[starts[:-1] + np.array([trial.right for trial in taught])]
    sizes = np.diff(starts)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = figures @ weights
        top = np.maximum.reduceat(scores, starts[:-1])
        raised = np.exp(scores - np.repeat(top, sizes))
        totals = np.add.reduceat(raised, starts[:-1])
        expected = np.add.reduceat(figures * (raised / np.repeat(totals, sizes))[:, None], starts[:-1])
        missed = float((np.log(totals) + top - rights @ weights).sum())
        return _pulled(missed, (expected - rights).sum(axis=0), weights, start, RANKING_PULL)

    return _least(loss, start, at_least=0.0)


def fit_confidence(seen: Numbers, right: NDArray[np.bool_], counts: Numbers, start: Numbers) -> Numbers:
    """Coefficients under which the probabilities fit; `counts` is how much each trial weighs."""
    scale = np.maximum(np.abs(seen).max(axis=0), 1e-9)
    scaled = seen / scale

    def loss(coefficients: Numbers) -> tuple[float, Numbers]:
        totals = scaled @ coefficients
        missed = counts @ (np.logaddexp(0, totals) - right * totals)
        slope = scaled.T @ (counts * (1 / (1 + np.exp(-totals)) - right))
        return _pulled(float(missed), slope, coefficients, start * scale, CONFIDENCE_PULL / 10)

    fitted: Numbers = _least(loss, start * scale) / scale
    return fitted


def _pulled(missed: float, slope: Numbers, at: Numbers, start: Numbers, pull: float) -> tuple[float, Numbers]:
    away = at - start
    return missed + 0.5 * pull * float(away @ away), slope + pull * away


def _least(loss: Callable[[Numbers], tuple[float, Numbers]], start: Numbers, at_least: float | None = None) -> Numbers:
    bounds = [(at_least, None)] * len(start)
    found: Numbers = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found
