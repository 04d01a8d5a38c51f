"""From which probability on to answer alone, so that at most the accepted share of answers is wrong."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

CERTAINTY = 0.25  # standard errors below the expected precision that must still be good enough
DOUBT = 1.0  # standard errors by which what was right may fall short of what was expected
NEVER = 2.0  # a threshold no probability reaches


def threshold(
    probabilities: Sequence[float], right: Sequence[bool], counts: NDArray[np.float64], accepted_error: float
) -> float:
    """The lowest probability above which enough answers will be right; NEVER without one.

    How many will be right is expected from the probabilities themselves: their mean varies less from sample to sample
    than the few wrong answers counted near the top. What was counted only must not contradict them.
    """
    least = 1 - accepted_error
    order = np.argsort(-np.asarray(probabilities), kind="stable")
    sure = np.asarray(probabilities)[order]
    weights = counts[order]
    answered = np.maximum(np.cumsum(weights), 1e-12)
    independent = answered**2 / np.maximum(np.cumsum(weights**2), 1e-12)
    expected = np.cumsum(weights * sure) / answered
    counted = np.cumsum(weights * np.asarray(right)[order]) / answered
    is_enough = lower_bound(expected, independent, CERTAINTY) >= least
    is_not_contradicted = 1 - lower_bound(1 - counted, independent, DOUBT) >= least
    is_last_of_equals = np.append(sure[1:] < sure[:-1], True)
    good = np.flatnonzero(is_enough & is_not_contradicted & is_last_of_equals)
    return float(sure[good[-1]]) if len(good) else NEVER


def lower_bound(rate: NDArray[np.float64], count: NDArray[np.float64], certainty: float) -> NDArray[np.float64]:
    """Wilson's lower bound of a rate seen in so many independent cases."""
    spread = certainty**2 / np.maximum(count, 1e-12)
    middle = rate + spread / 2
    reach = certainty * np.sqrt(rate * (1 - rate) / np.maximum(count, 1e-12) + spread**2 / (4 * certainty**2))
    bound: NDArray[np.float64] = (middle - reach) / (1 + spread)
    return bound
