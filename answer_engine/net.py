"""Fits the classifier with a hidden layer: it learns which marks mean the same.

The recipe (a mean of learned vectors under a softmax) is that of fastText; Joulin et al. (2016), "Bag of Tricks for
Efficient Text Classification". Its parts were chosen on rounds within the train parts of banking77, hwu64, clinc150
and banking77oos; around them nothing changes much.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from answer_engine.encoding import levelled
from answer_engine.features import Marks
from answer_engine.lessons import Net

Numbers = NDArray[np.float32]

NODES = 48  # of the hidden layer of one net
BATCH = 256  # questions looked at together
PASSES = 8  # over all questions
LEAST_STEPS = 120  # with few questions more passes
RATE = 0.2  # how far the first step goes; Duchi et al. (2011), "Adaptive Subgradient Methods"
SPREAD = 0.03  # of the numbers it begins with
MARKS_UNSEEN = 0.7  # share of the marks hidden from each pass, so that no question hangs on one; quicker, too
NODES_UNSEEN = 0.1
TINY = np.float32(1e-6)


@dataclass(frozen=True, slots=True)
class Examples:
    """What a net is fitted to."""

    rows: sparse.csr_matrix  # of marks
    labels: NDArray[np.int64]
    counts: Numbers  # how much each weighs

    def taken(self, places: NDArray[np.int64] | slice) -> "Examples":
        """Those at these places."""
        return Examples(self.rows[places], self.labels[places], self.counts[places])


def fit_net(ids: Sequence[str], marks: Marks, examples: Examples, most_kept: int = 0, nets: int = 2) -> Net:
    """Nets that find these labels (places in `ids`) for rows of marks; the same every time.

    Begun at different numbers, several err less together than each. They keep at most so many examples of each label,
    to tell how near a question is to any.
    """
    fitted = [_Fitting(examples.rows.shape[1], len(ids), number).through(examples) for number in range(nets)]
    inner = np.concatenate([one.inner for one in fitted], axis=1)
    offsets = np.concatenate([one.inner_offsets for one in fitted])
    kept = _spread(examples.labels, most_kept)
    return Net(
        tuple(ids),
        marks,
        inner.astype(np.float16),
        offsets,
        np.stack([one.outer for one in fitted]),
        np.stack([one.outer_offsets for one in fitted]),
        levelled(np.maximum(examples.rows[kept] @ inner + offsets, 0)),
        np.searchsorted(examples.labels[kept], np.arange(len(ids))),
    )


def _spread(labels: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """The places of at most so many examples of each label, evenly taken, label after label."""
    if not most:
        return np.zeros(0, np.int64)
    by_label = np.split(np.argsort(labels, kind="stable"), np.cumsum(np.bincount(labels))[:-1])
    return np.concatenate([own[:: max(1, -(-len(own) // most))] for own in by_label])


class _Fitting:
    """One net on its way: all numbers, and how far each has moved so far (squared), which slows it."""

    def __init__(self, mark_count: int, label_count: int, number: int) -> None:
        self.random = np.random.default_rng(number)
        self.inner = self.random.standard_normal((mark_count, NODES), np.float32) * np.float32(SPREAD)
        self.inner_offsets = np.zeros(NODES, np.float32)
        self.outer = np.zeros((NODES, label_count), np.float32)
        self.outer_offsets = np.zeros(label_count, np.float32)
        self.places = np.zeros(mark_count, np.int32)  # of the marks of a batch among its own
        self.moved_inner = np.full(mark_count, TINY)
        self.moved = [np.full_like(part, TINY) for part in self._small_parts()]

    def through(self, examples: Examples) -> "_Fitting":
        """Itself, after it has seen all examples often enough."""
        starts = range(0, len(examples.labels), BATCH)
        passes = max(PASSES, -(-LEAST_STEPS // len(starts)))
        rates = iter(np.linspace(RATE, 0, passes * len(starts), endpoint=False, dtype=np.float32))
        for _ in range(passes):
            shown = self._thinned(examples)
            for start in starts:
                self._step(shown.taken(slice(start, start + BATCH)), next(rates))
        return self

    def _thinned(self, examples: Examples) -> Examples:
        """All examples in another order, without the marks that one pass does not see."""
        rows = examples.rows
        seen = np.flatnonzero(np.frombuffer(self.random.bytes(rows.nnz), np.uint8) >= round(256 * MARKS_UNSEEN))
        data, ends = rows.data.take(seen) / np.float32(1 - MARKS_UNSEEN), np.searchsorted(seen, rows.indptr)
        thinned = sparse.csr_matrix((data, rows.indices.take(seen), ends), rows.shape)
        return replace(examples, rows=thinned).taken(self.random.permutation(len(examples.labels)))

    def _step(self, batch: Examples, rate: np.float32) -> None:
        marks = np.flatnonzero(np.bincount(batch.rows.indices))
        self.places[marks] = np.arange(len(marks))
        own = self.places[batch.rows.indices]
        rows = sparse.csr_matrix((batch.rows.data, own, batch.rows.indptr), (len(batch.labels), len(marks)))
        inner = self.inner.take(marks, axis=0)
        hidden = rows @ inner + self.inner_offsets
        through = (hidden > 0) * self._kept(hidden.shape)
        hidden *= through
        missed = self._missed(hidden, batch)
        back = missed @ self.outer.T * through
        self._move_inner(marks, inner, rows.T @ back, rate)
        self._move_small((back.sum(axis=0), hidden.T @ missed, missed.sum(axis=0)), rate)

    def _kept(self, shape: tuple[int, ...]) -> Numbers:
        """Zero for nodes that are not seen; the rest count the more."""
        kept = (self.random.random(shape, np.float32) >= NODES_UNSEEN).astype(np.float32)
        return kept / np.float32(1 - NODES_UNSEEN)

    def _missed(self, hidden: Numbers, batch: Examples) -> Numbers:
        """How far each probability is from what it should be."""
        totals = hidden @ self.outer + self.outer_offsets
        chances = np.exp(totals - totals.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        chances[np.arange(len(chances)), batch.labels] -= 1
        missed: Numbers = chances * (batch.counts / len(chances))[:, None]
        return missed

    def _move_inner(self, marks: NDArray[np.int64], inner: Numbers, slope: Numbers, rate: np.float32) -> None:
        """All numbers of a mark move at one rate."""
        moved: Numbers = self.moved_inner[marks] + np.einsum("ij,ij->i", slope, slope) / np.float32(NODES)
        self.moved_inner[marks] = moved
        slope *= (rate / np.sqrt(moved))[:, None]
        inner -= slope
        self.inner[marks] = inner

    def _move_small(self, slopes: Sequence[Numbers], rate: np.float32) -> None:
        for part, moved, slope in zip(self._small_parts(), self.moved, slopes, strict=True):
            moved += slope**2
            part -= rate * slope / np.sqrt(moved)

    def _small_parts(self) -> tuple[Numbers, ...]:
        return self.inner_offsets, self.outer, self.outer_offsets
