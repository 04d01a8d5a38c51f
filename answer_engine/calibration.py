"""Turns signs into probabilities: each sign has a line that may bend, and the sum of all lines is squashed.

Bent lines say more than straight ones (an unanswerable question of the same subject looks half right by most signs),
and each can still be looked at alone.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

PLACES = 3  # probabilities are read for the first, the first two, the first three
FARTHEST = 4.0  # scales from the middle beyond which a figure says no more


@dataclass(frozen=True, slots=True)
class Calibration:
    """The lines of all signs."""

    bends: NDArray[np.float64]  # SIGNS x bends: where each line may change its slope
    middles: NDArray[np.float64]  # of each of `figures`
    scales: NDArray[np.float64]
    coefficients: NDArray[np.float64]  # PLACES x figures, the constant last
    ceilings: NDArray[np.float64] = field(default_factory=lambda: np.ones(PLACES))  # no probability is higher

    def slopes(self, seen: NDArray[np.float64]) -> NDArray[np.float64]:
        """The figures that the coefficients weigh, for rows of signs."""
        scaled = np.clip((self.figures(seen) - self.middles) / self.scales, -FARTHEST, FARTHEST)
        return np.concatenate([scaled, np.ones((len(seen), 1))], axis=1)

    def figures(self, seen: NDArray[np.float64]) -> NDArray[np.float64]:
        """Each sign, and how far it is beyond each of its bends."""
        beyond = np.maximum(seen[:, :, None] - self.bends, 0).reshape(len(seen), -1)
        return np.concatenate([seen, beyond], axis=1)

    def chances(self, seen: NDArray[np.float64]) -> NDArray[np.float64]:
        """By rows of signs and PLACES, how probable it is that the right one is there."""
        totals = self.slopes(seen) @ self.coefficients.T
        sure = self.ceilings[: totals.shape[1]] / (1 + np.exp(-totals))
        grown: NDArray[np.float64] = np.maximum.accumulate(sure, axis=1)
        return grown
