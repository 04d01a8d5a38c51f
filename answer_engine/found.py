"""What came of reading a question: the evidence, and what the question is like."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer_engine.confidence import About, Claim, Meant
from answer_engine.evidence import CROWD, TAUGHT, Evidence
from answer_engine.highlight import sought_words
from answer_engine.lessons import NEVER_TAUGHT, NO_DOCUMENT, Opinion
from answer_engine.opinions import Panel
from answer_engine.reading import Reading
from answer_engine.sensing import Sense
from answer_engine.word_reading import ALIKE

UNCLAIMED = (Claim(),) * len(TAUGHT)  # nobody was taught


@dataclass(frozen=True, slots=True)
class Found:
    """A question read in every language, with the evidence for every document a reader may see."""

    readings: tuple[Reading, ...]
    evidence: tuple[Evidence, ...]
    repaired: str
    about: About

    def sought(self, reading: Reading) -> frozenset[str]:
        """The words of a language that are worth marking."""
        lexicons = [one.shelf.lexicon for one in self.evidence if one.shelf.language == reading.language]
        return sought_words(_telling_terms(reading), lexicons, {word.text for word in reading.words})


def about_question(
    readings: Sequence[Reading],
    taught: Sequence[Opinion],
    panel: Panel,
    evidence: Sequence[Evidence],
    sense: Sense | None,
) -> About:
    """What the question is like, by all who looked at it; `taught` are the opinions of the panel."""
    return About(
        unknown=min((reading.unknown_share for reading in readings), default=1.0),
        length=max((len(reading.words) for reading in readings), default=0),
        refused=max(0.0, sum(panel.refused(one) for one in taught)),
        crowd=_crowd(one.nearest for one in evidence),
        near=max((float(one.near.max(initial=0.0)) for one in taught), default=0.0),
        foreign=min((reading.foreign_share for reading in readings), default=0.0),
        size=sum(len(one.shelf.documents) for one in evidence),
        claims=tuple(Claim.of(panel.answers(one), one.energy, one.force) for one in taught) or UNCLAIMED,
        meant=_meant(sense, evidence) if sense else None,
    )


def _meant(sense: Sense, evidence: Sequence[Evidence]) -> Meant:
    refused = sense.taught.get(NO_DOCUMENT, NEVER_TAUGHT) - NEVER_TAUGHT
    scores = np.array([score for key, score in sense.taught.items() if key != NO_DOCUMENT])
    return Meant(refused, _crowd(one.nearest_meant for one in evidence), Claim.of(scores, sense.energy))


def _crowd(nearest: Iterable[NDArray[np.float32]]) -> float:
    """The mean likeness of the past questions nearest of all."""
    together: list[float] = [0.0] * CROWD + [likeness for own in nearest for likeness in own.tolist()]
    return sum(sorted(together)[-CROWD:]) / CROWD


def _telling_terms(reading: Reading) -> frozenset[str]:
    """The terms worth marking in a passage of this language, look-alikes aside.

    Those of common words are marked only when there are no others.
    """
    telling = [word for word in reading.words if word.weight == 1] or reading.words
    return frozenset(term for word in telling for term, weight in word.terms.items() if weight > ALIKE)
