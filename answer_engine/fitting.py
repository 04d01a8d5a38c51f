"""Fits ranking and confidence to trials: few numbers, held near where they start while trials are few."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from answer_engine.calibration import PLACES, Calibration
from answer_engine.trials import NOT_FOUND, Trial

Numbers = NDArray[np.float64]

RANKING_PULL = 10.0  # how strongly ranking is held at its start, in trials
CONFIDENCE_PULL = 50.0  # strong: many signs say much the same
FREE = 0.1  # pull on the constant: how often answers are right differs from site to site
CEILING = 5.0  # log-odds, where it starts
LEAST_DOUBT = 1e-9  # of a probability
BENDS = (1 / 3, 2 / 3)  # quantiles
LEAST_SPREAD = 1e-3  # of a figure that says anything


def fit_ranking(trials: Sequence[Trial], start: Numbers, pull: float = RANKING_PULL) -> Numbers:
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
        return _pulled(missed, (expected - rights).sum(axis=0), weights, start, pull)

    return _least(loss, start, at_least=0.0)


def fit_confidence(
    seen: Numbers, right: NDArray[np.bool_], counts: Numbers, start: Calibration, held: float = CONFIDENCE_PULL
) -> Calibration:
    """Lines under which the probabilities fit: `right` by place, `counts` how much each trial weighs.

    And a ceiling: what looks like the surest of all may still be asked for something that nothing answers.
    """
    slopes = start.slopes(seen)
    begun = np.append(start.coefficients, np.full((PLACES, 1), CEILING), axis=1)
    pull = np.append(np.full(slopes.shape[1] - 1, held), (FREE, FREE))

    def fitted(place: int) -> Numbers:
        is_right = right[:, place]

        def loss(numbers: Numbers) -> tuple[float, Numbers]:
            below, ceiling = 1 / (1 + np.exp(-slopes @ numbers[:-1])), 1 / (1 + np.exp(-numbers[-1]))
            wrong = np.maximum(1 - ceiling * below, LEAST_DOUBT)
            missed = -counts @ np.log(np.where(is_right, np.maximum(ceiling * below, LEAST_DOUBT), wrong))
            over = np.where(is_right, -1.0, ceiling * below / wrong) * counts
            slope = np.append(slopes.T @ (over * (1 - below)), over.sum() * (1 - ceiling))
            return _pulled(float(missed), slope, numbers, begun[place], pull)

        return _least(loss, begun[place])

    found = np.stack([fitted(place) for place in range(right.shape[1])])
    return replace(start, coefficients=found[:, :-1], ceilings=1 / (1 + np.exp(-found[:, -1])))


def lines(seen: Numbers) -> Calibration:
    """Flat lines for such signs, bending where a third and two thirds of them lie."""
    bends = np.quantile(seen, BENDS, axis=0).T
    unscaled = Calibration(bends, np.zeros(1), np.ones(1), np.zeros((PLACES, 1)))
    figures = unscaled.figures(seen)
    spread = figures.std(axis=0)
    scales = np.where(spread > LEAST_SPREAD, spread, 1.0)
    return Calibration(bends, figures.mean(axis=0), scales, np.zeros((PLACES, figures.shape[1] + 1)))


def _pulled(missed: float, slope: Numbers, at: Numbers, start: Numbers, pull: float | Numbers) -> tuple[float, Numbers]:
    away = at - start
    return missed + 0.5 * float(pull * away @ away), slope + pull * away


def _least(loss: Callable[[Numbers], tuple[float, Numbers]], start: Numbers, at_least: float | None = None) -> Numbers:
    bounds = [(at_least, None)] * len(start)
    found: Numbers = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found
