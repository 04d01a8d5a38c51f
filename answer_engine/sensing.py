"""What an encoder says about each document of a shelf: further figures beside those that words give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer_engine.lessons import NEVER_TAUGHT
from answer_engine.postings import Places, best_of
from answer_engine.shelf import Shelf

Figures = NDArray[np.float32]

# Further columns of the evidence, behind evidence.NAMES; all 0 or more, up to about 1.
SENSES = (
    "sense_wording",  # cosine of the question's meaning with the best own wording's
    "sense_text",  # the same with the best of own wordings and sections
    "sense_past",  # the same with the best past question's
    "sense_votes",  # share of the past questions nearest in meaning that the document answered
    "taught_senses",  # the score of the classifier that looks at meanings above that of a document without lessons
)
NEIGHBOURS = 15  # past questions that vote
SHARPNESS = 20.0  # how much a nearer one counts above a farther one
CROWD = 10  # past questions that tell whether such things are asked at all


@dataclass(frozen=True, slots=True)
class Sense:
    """A question's meaning beside the texts of the site."""

    likeness: Figures  # cosine with each of the engine's senses, and a last 0 for what has none
    taught: Mapping[str, float]  # what the classifier says of each document
    energy: float  # see lessons.Opinion; 0 without a classifier

    def of_texts(self, shelf: Shelf) -> Figures:
        """The cosine with each section and wording; 0 for what nobody encoded."""
        if not len(shelf.senses):
            return np.zeros(len(shelf.owners), np.float32)
        found: Figures = np.maximum(self.likeness[shelf.senses], 0)
        return found


def sense_figures(sense: Sense, alike: Figures, shelf: Shelf) -> Sequence[Figures]:
    """A row of SENSES for all documents; `alike` is the likeness of the shelf's texts."""
    own = len(shelf.sections) + shelf.own_wording_count
    size, before = len(shelf.documents), len(shelf.sections)
    return (
        best_of(alike[before:own], shelf.owners[before:own], size),
        best_of(alike[:own], shelf.owners[:own], size),
        best_of(alike[own:], shelf.owners[own:], size),
        _votes(alike[own:], shelf.owners[own:], size),
        _taught(shelf, sense.taught),
    )


def crowd_of(alike: Figures, shelf: Shelf) -> Figures:
    """The likeness of the past questions nearest in meaning, at most CROWD."""
    past = alike[len(shelf.sections) + shelf.own_wording_count :]
    return np.partition(past, -CROWD)[-CROWD:] if len(past) > CROWD else past


def _votes(alike: Figures, owners: Places, size: int) -> Figures:
    """The share of the nearest past questions' votes for each document."""
    if not len(alike):
        return np.zeros(size, np.float32)
    nearest = np.argpartition(-alike, NEIGHBOURS)[:NEIGHBOURS] if len(alike) > NEIGHBOURS else np.arange(len(alike))
    votes = np.exp(SHARPNESS * (alike[nearest] - alike[nearest].max())) * (alike[nearest] > 0)
    total = np.bincount(owners[nearest], votes, size)
    return (total / max(float(total.sum()), 1e-9)).astype(np.float32)


def _taught(shelf: Shelf, scores: Mapping[str, float]) -> Figures:
    if not scores:
        return np.zeros(len(shelf.documents), np.float32)
    return np.array([scores.get(identity, NEVER_TAUGHT) - NEVER_TAUGHT for identity in shelf.ids], np.float32)
