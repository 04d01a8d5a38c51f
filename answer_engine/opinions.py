"""What the classifiers of a reader's audiences make of a question, together, and what that is for each document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from answer_engine.lessons import NEVER_TAUGHT, NO_DOCUMENT, Net, Opinion

Figures = NDArray[np.float32]
Seats = NDArray[np.int64]


@dataclass(frozen=True)
class Panel:
    """Classifiers that are asked together; each kind of marks has one for every audience."""

    nets: tuple[tuple[Net, ...], ...]  # by audience

    @classmethod
    def of(cls, classifiers: Mapping[str, tuple[Net, ...]], audiences: frozenset[str]) -> "Panel":
        """Those of these audiences."""
        return cls(tuple(classifiers[audience] for audience in sorted(audiences & classifiers.keys())))

    def asked(self, words: Sequence[str]) -> list[Opinion]:
        """What each kind says of a question, over the documents of all audiences; nothing without lessons."""
        opinions = [[net.opinion(words) for net in kind] for kind in zip(*self.nets, strict=True)]
        return [_together(of_kind) for of_kind in opinions]

    def seats(self, ids: Sequence[str]) -> Seats:
        """Where each of these documents stands in an opinion; -1, the last of `by_seat`, for one without lessons."""
        number_of = {document_id: number for number, document_id in enumerate(self._ids)}
        return np.array([number_of.get(document_id, -1) for document_id in ids], np.int64)

    def answers(self, opinion: Opinion) -> Figures:
        """The scores of documents, without those for "nothing answers this"."""
        return np.delete(opinion.scores, self._refusals) if len(self._refusals) else opinion.scores

    def refused(self, opinion: Opinion) -> float:
        """How much all audiences take it for a question that nothing answers; 0 is not at all."""
        return float(opinion.scores[self._refusals].min(initial=1.0)) - NEVER_TAUGHT if len(self._refusals) else 0.0

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        return tuple(document_id for kinds in self.nets for document_id in kinds[0].document_ids)

    @cached_property
    def _refusals(self) -> Seats:
        return np.array([seat for seat, document_id in enumerate(self._ids) if document_id == NO_DOCUMENT], np.int64)


def by_seat(opinions: Sequence[Opinion], kinds: int) -> Figures:
    """A row for what each kind says of its documents, above what it says of those without lessons.

    The last row is how near a past question of theirs is; the last column is for documents without a seat.
    """
    figures = np.zeros((kinds + 1, len(opinions[0].scores) + 1 if opinions else 1), np.float32)
    for row, opinion in zip(figures, opinions, strict=False):
        np.subtract(opinion.scores, np.float32(NEVER_TAUGHT), out=row[:-1])
        np.maximum(figures[kinds, :-1], opinion.near, out=figures[kinds, :-1])
    return np.maximum(figures, 0, out=figures)


def _together(opinions: Sequence[Opinion]) -> Opinion:
    """One opinion over the documents of all of them."""
    if len(opinions) == 1:
        return opinions[0]
    scores, near = ([getattr(one, part) for one in opinions] for part in ("scores", "near"))
    energy, force = max(one.energy for one in opinions), max(one.force for one in opinions)
    return Opinion(np.concatenate(scores), np.concatenate(near), energy, force)
