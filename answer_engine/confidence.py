"""The probability that the first hit is right, from what was found and by how much it leads."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer_engine.evidence import NAMES
from answer_engine.ranking import Candidate

# What a probability is read from: the figures of the first hit, its lead, what the question is like.
SIGNS = (
    *NAMES,
    "share",  # of the first among all candidates' scores, as log-odds
    "lead",  # of its score over the second's
    "taught_lead",  # of its taught_letters over the best other's
    "pairs_lead",  # of its taught_pairs over the best other's
    "past_lead",  # of its past_marks over the best other's
    "doubt",  # past_marks squared, so that near and nearest may differ
    "agreement",  # share of the figures that would also put it first
    "refused",  # how much the classifiers take it for a question that nothing answers
    "unknown",  # share of the question's words the site never uses
    "length",  # logarithm of the number of words
    "constant",
)
LEADING = [NAMES.index(name) for name in ("taught_letters", "taught_pairs", "past_marks")]
SHARE_LIMIT = 8.0  # log-odds beyond which a share says no more


@dataclass(frozen=True, slots=True)
class About:
    """What a question is like, whatever was found for it."""

    unknown: float  # share of its words the site never uses
    length: int  # different words
    refused: float  # the classifiers' score for "nothing answers this", 0 without


def confidence(ranked: Sequence[Candidate], about: About, coefficients: NDArray[np.float64]) -> float:
    """0 without a candidate."""
    if not ranked:
        return 0.0
    scores = np.array([candidate.score for candidate in ranked])
    figures = np.stack([candidate.figures for candidate in ranked])
    return probability(signs(scores, figures, about), coefficients)


def probability(seen: NDArray[np.float64], coefficients: NDArray[np.float64]) -> float:
    """What the signs say, 0..1."""
    return float(1 / (1 + np.exp(-float(coefficients @ seen))))


def signs(scores: NDArray[np.float64], figures: NDArray[np.float32], about: About) -> NDArray[np.float64]:
    """The figures behind a probability, by SIGNS; candidates best first, at least one."""
    others = float(np.exp(scores[1:] - scores[0]).sum())
    share = -float(np.log(max(others, np.exp(-SHARE_LIMIT))))
    lead = float(scores[0] - scores[1]) if len(scores) > 1 else 1.0
    spoken = figures.max(axis=0) > 0
    agreement = float((figures.argmax(axis=0) == 0)[spoken].mean()) if spoken.any() else 0.0
    leads = [_lead(figures[:, place]) for place in LEADING]
    doubt = float(figures[0, LEADING[-1]]) ** 2
    alone = [about.refused, about.unknown, np.log1p(about.length), 1.0]
    return np.array([*figures[0], share, lead, *leads, doubt, agreement, *alone], dtype=float)


def _lead(figure: NDArray[np.float32]) -> float:
    return float(figure[0] - figure[1:].max()) if len(figure) > 1 else float(figure[0])
