"""The probability that the first hit is right, from what was found and by how much it leads."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from answer_engine.evidence import NAMES
from answer_engine.ranking import Candidate

# What a probability is read from: the figures of the first hit, its lead, what the question is like.
SIGNS = (
    *NAMES,
    "share",  # of the first among all candidates' scores, as log-odds
    "lead",  # of its score over the second's
    "agreement",  # share of the figures that would also put it first
    "unknown",  # share of the question's words the site never uses
    "length",  # logarithm of the number of words
    "constant",
)
SHARE_LIMIT = 8.0  # log-odds beyond which a share says no more


def confidence(ranked: Sequence[Candidate], unknown: float, length: int, coefficients: NDArray[np.float64]) -> float:
    """0 without a candidate."""
    if not ranked:
        return 0.0
    scores = np.array([candidate.score for candidate in ranked])
    figures = np.stack([candidate.figures for candidate in ranked])
    return probability(signs(scores, figures, unknown, length), coefficients)


def probability(seen: NDArray[np.float64], coefficients: NDArray[np.float64]) -> float:
    """What the signs say, 0..1."""
    return float(1 / (1 + np.exp(-float(coefficients @ seen))))


def signs(
    scores: NDArray[np.float64], figures: NDArray[np.float32], unknown: float, length: int
) -> NDArray[np.float64]:
    """The figures behind a probability, by SIGNS; candidates best first, at least one."""
    others = float(np.exp(scores[1:] - scores[0]).sum())
    share = -float(np.log(max(others, np.exp(-SHARE_LIMIT))))
    lead = float(scores[0] - scores[1]) if len(scores) > 1 else 1.0
    spoken = figures.max(axis=0) > 0
    agreement = float((figures.argmax(axis=0) == 0)[spoken].mean()) if spoken.any() else 0.0
    return np.array([*figures[0], share, lead, agreement, unknown, np.log1p(length), 1.0], dtype=float)
