"""The probability that the first hit is right, from what was found and by how much it leads."""

from collections.abc import Sequence

import numpy as np

from answer_engine.ranking import Candidate

# Of a logistic function: by evidence.NAMES, then the lead over the second hit, then the constant.
COEFFICIENTS = np.array([1.0, 3.0, 1.0, 2.0, 1.0, 5.0, 4.0, -4.5])


def confidence(ranked: Sequence[Candidate]) -> float:
    """0 without a candidate."""
    if not ranked:
        return 0.0
    first = ranked[0]
    lead = 1 - ranked[1].score / first.score if len(ranked) > 1 else 0.5
    evidence = float(COEFFICIENTS @ np.array([*first.figures, lead, 1.0]))
    return float(1 / (1 + np.exp(-evidence)))
