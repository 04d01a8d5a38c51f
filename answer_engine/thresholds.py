"""From which probability on to answer alone, so that at most the accepted share of answers is wrong."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

CERTAINTY = 1.0  # standard errors below the measured precision that must still be good enough (84 %, one-sided)
NEVER = 2.0  # a threshold no probability reaches


def threshold(
    probabilities: Sequence[float], right: Sequence[bool], counts: NDArray[np.float64], accepted_error: float
) -> float:
    """The lowest probability above which the lower bound of precision meets 1 - accepted error; NEVER without one."""
    order = np.argsort(-np.asarray(probabilities), kind="stable")
    sure = np.asarray(probabilities)[order]
    weights = counts[order]
    answered = np.cumsum(weights)
    precision = np.cumsum(weights * np.asarray(right)[order]) / np.maximum(answered, 1e-12)
    independent = answered**2 / np.maximum(np.cumsum(weights**2), 1e-12)
    is_last_of_equals = np.append(sure[1:] < sure[:-1], True)
    good = np.flatnonzero((lower_bound(precision, independent) >= 1 - accepted_error) & is_last_of_equals)
    return float(sure[good[-1]]) if len(good) else NEVER


def lower_bound(
    rate: NDArray[np.float64], count: NDArray[np.float64], certainty: float = CERTAINTY
) -> NDArray[np.float64]:
    """Wilson's lower bound of a rate seen in so many independent cases."""
    spread = certainty**2 / np.maximum(count, 1e-12)
    middle = rate + spread / 2
    reach = certainty * np.sqrt(rate * (1 - rate) / np.maximum(count, 1e-12) + spread**2 / (4 * certainty**2))
    bound: NDArray[np.float64] = (middle - reach) / (1 + spread)
    return bound
