"""How probable it is that the right document is first, or among the first: read from what was found."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answer_engine.calibration import PLACES, Calibration
from answer_engine.evidence import NAMES, TAUGHT
from answer_engine.ranking import Candidate
from answer_engine.sensing import SENSES

# What a probability is read from: the figures of the first hit, its lead, what the question is like.
SIGNS = (
    *NAMES,
    "share",  # of the first among all candidates' scores, as log-odds
    "lead",  # of its score over the second's
    "second_lead",  # of the second's score over the fourth's: whether two or three stand apart from the rest
    "taught_lead",  # of its taught_letters over the best other's
    "pairs_lead",  # of its taught_pairs over the best other's
    "near_lead",  # of its taught_near over the best other's
    "past_lead",  # of its past_marks over the best other's
    "spelled_lead",  # of its spelled over the best other's
    "agreement",  # share of the figures that would also put it first
    "refused",  # how much the classifiers take it for a question that nothing answers
    "unknown",  # share of the question's words the site never uses
    "length",  # logarithm of the number of words
    "crowd",  # mean likeness of the ten nearest past questions, whatever they asked for
    "near",  # the highest taught_near of all documents, or of what nothing answers
    "foreign",  # share of the question's words that the site knows by a translation only
    "size",  # logarithm of the number of documents
    *(f"{kind}_{name}" for kind in TAUGHT for name in ("claim", "margin", "spread", "energy", "force")),  # see Claim
)
SENSE_SIGNS = (
    *SENSES,
    *(f"{name}_lead" for name in SENSES),  # over the best other's
    "sense_agreement",  # share of SENSES that would also put the first hit first
    "sense_refused",  # as `refused`, by meaning
    "sense_crowd",  # as `crowd`, by meaning
    *(f"senses_{name}" for name in ("claim", "margin", "spread", "energy")),
)  # behind SIGNS, when an encoder has read the question
LEADING = [NAMES.index(name) for name in ("taught_letters", "taught_pairs", "taught_near", "past_marks", "spelled")]
SHARE_LIMIT = 8.0  # log-odds beyond which a share says no more
SHARPNESS = 3.0  # of a claim: how much the highest score counts above the others


@dataclass(frozen=True, slots=True)
class Claim:
    """What a classifier says of a question, over all documents. All 0 without one."""

    claim: float = 0.0  # the highest scores, softly
    margin: float = 0.0  # of the highest over the next
    spread: float = 0.0  # standard deviation: small when no document stands out
    energy: float = 0.0  # see lessons.Opinion; 0 for classifiers that have none
    force: float = 0.0

    @classmethod
    def of(cls, scores: NDArray[Any], energy: float = 0.0, force: float = 0.0) -> "Claim":
        """What these scores of documents say together."""
        if len(scores) < 2:
            return cls()
        values = np.sort(scores).astype(float)
        claim = math.log(np.exp(SHARPNESS * (values - values[-1])).sum()) / SHARPNESS + values[-1]
        apart = values - values.sum() / len(values)
        spread = math.sqrt(apart @ apart / len(values))
        return cls(float(claim), float(values[-1] - values[-2]), spread, energy, force)


@dataclass(frozen=True, slots=True)
class About:
    """What a question is like, whatever was found for it."""

    unknown: float  # share of its words the site never uses
    length: int  # different words
    refused: float  # the classifiers' score for "nothing answers this", 0 without
    crowd: float  # mean cosine of the ten nearest past questions
    near: float  # highest likeness of a past question, as a classifier sees both, 0 without
    foreign: float  # share of its words that are known by a translation only
    size: int  # documents
    claims: tuple[Claim, ...]  # of each classifier
    meant: "Meant | None" = None  # when an encoder has read it


@dataclass(frozen=True, slots=True)
class Meant:
    """What an encoder says a question is like."""

    refused: float
    crowd: float
    claim: Claim


def chances(ranked: Sequence[Candidate], about: About, calibration: Calibration) -> tuple[float, ...]:
    """By PLACES; all 0 without a candidate."""
    if not ranked:
        return (0.0,) * PLACES
    scores = np.array([candidate.score for candidate in ranked])
    figures = np.array([candidate.figures for candidate in ranked])
    return tuple(calibration.chances(signs(scores, figures, about)[None])[0].tolist())


def signs(scores: NDArray[np.float64], figures: NDArray[np.float32], about: About) -> NDArray[np.float64]:
    """The figures behind a probability, by SIGNS, and SENSE_SIGNS; candidates best first, at least one."""
    of_words = _signs(scores, figures[:, : len(NAMES)], about)
    return np.append(of_words, _sense_signs(figures[:, len(NAMES) :], about.meant)) if about.meant else of_words


def _signs(scores: NDArray[np.float64], figures: NDArray[np.float32], about: About) -> NDArray[np.float64]:
    others = float(np.exp(scores[1:] - scores[0]).sum())
    share = -math.log(max(others, math.exp(-SHARE_LIMIT)))
    first, second, _, fourth = (*scores[:4], *[min(scores[-1], 0.0)] * max(0, 4 - len(scores)))
    agreement = _agreement(figures)
    asked = [about.refused, about.unknown, math.log1p(about.length), about.crowd, about.near, about.foreign]
    claims = [
        value
        for claim in about.claims
        for value in (claim.claim, claim.margin, claim.spread, claim.energy, claim.force)
    ]
    scored = [share, first - second, second - fourth]
    size = math.log1p(about.size)
    return np.array(
        [*figures[0].tolist(), *scored, *_leads(figures)[LEADING].tolist(), agreement, *asked, size, *claims]
    )


def _sense_signs(figures: NDArray[np.float32], meant: Meant) -> NDArray[np.float64]:
    claim = (meant.claim.claim, meant.claim.margin, meant.claim.spread, meant.claim.energy)
    return np.array(
        [*figures[0], *_leads(figures), _agreement(figures), meant.refused, meant.crowd, *claim], dtype=float
    )


def _agreement(figures: NDArray[np.float32]) -> float:
    """The share of figures, of those that say anything, that would also put the first one first."""
    spoken = figures.max(axis=0) > 0
    return float((figures.argmax(axis=0) == 0)[spoken].mean()) if spoken.any() else 0.0


def _leads(figures: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far the first one's figures are above the best other's."""
    leads: NDArray[np.float32] = figures[0] - figures[1:].max(axis=0) if len(figures) > 1 else figures[0]
    return leads
