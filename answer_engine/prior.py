"""Where a site starts before anybody asked anything: numbers fitted on openly licensed sets by `train_prior`.

A set must not judge a prior that has seen it. So the file holds, beside the prior of all sets, one without each
family of sets, and `prior_for` chooses by the content of the documents.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answer_engine.calibration import Calibration
from answer_engine.shapes import Document
from answer_engine.text import words

FILE = "prior.json"
PARTS = ("ranking", "bends", "middles", "scales", "coefficients", "ceilings")
STARTS = ("cold", "warm", "cold_sensed", "warm_sensed")
DIGITS = 4
SHARE = 0.2  # of questions without an answer that the shipped confidence reckons with
SEEN = 0.05  # share of a site's documents that stand in a family, from which on the family is held out

# CC BY, CC BY, CC BY, Apache-2.0, Apache-2.0. Families are held out together: banking77oos is cut from the first two.
FAMILIES = {"banking77 and clinc150": ("banking77", "clinc150"), "hwu64": ("hwu64",), "kb_cwa": ("kb_cwa",),
            "kb_organicmaps": ("kb_organicmaps",)}  # fmt: skip

Written = dict[str, list[float] | list[list[float]]]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where ranking (weights of evidence.NAMES) and confidence (lines of confidence.SIGNS) start."""

    ranking: NDArray[np.float64]
    calibration: Calibration

    @classmethod
    def read(cls, written: "Written") -> "Numbers":
        """As they stand in the file."""
        ranking, *calibration = (np.array(written[part]) for part in PARTS)
        return cls(ranking, Calibration(*calibration))

    def written(self) -> "Written":
        """For the file, in as many digits as matter."""
        own = self.calibration
        parts = (self.ranking, own.bends, own.middles, own.scales, own.coefficients, own.ceilings)
        return {name: np.round(part, DIGITS).tolist() for name, part in zip(PARTS, parts, strict=True)}


@dataclass(frozen=True, slots=True)
class Prior:
    """The start with and without past questions."""

    cold: Numbers  # articles only
    warm: Numbers  # held to while past questions are few
    cold_sensed: Numbers  # the same for questions that an encoder has read
    warm_sensed: Numbers
    held_out: str  # the family of sets it was trained without, "" for none


def prior_for(documents: Iterable[Document]) -> Prior:
    """The shipped prior, without the family of sets that these documents come from, if any."""
    own = {fingerprint(document) for document in documents}
    shipped = _shipped()
    for family, seen in shipped["fingerprints"].items():
        if own and len(own & set(seen)) >= SEEN * len(own):
            return _prior(shipped["priors"][family], family)
    return shipped_prior()


@cache
def shipped_prior() -> Prior:
    """The prior of all sets, for every site that is none of them."""
    return _prior(_shipped()["priors"][""], "")


def fingerprint(document: Document) -> str:
    """Tells a document by its words, whatever its id and spacing."""
    text = " ".join(words(f"{document.title} {document.body}"))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


@cache
def _shipped() -> Any:
    return json.loads(files("answer_engine").joinpath(FILE).read_text(encoding="utf-8"))


def _prior(numbers: dict[str, Written], held_out: str) -> Prior:
    return Prior(**{start: Numbers.read(numbers[start]) for start in STARTS}, held_out=held_out)
