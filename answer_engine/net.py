"""Fits the classifier with a hidden layer: it learns which marks mean the same.

The recipe (a mean of learned vectors under a softmax) is that of fastText; Joulin et al. (2016), "Bag of Tricks for
Efficient Text Classification". Its parts were chosen on rounds within the train parts of banking77, hwu64, clinc150
and banking77oos; around them nothing changes much.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from answer_engine.batches import Batch, Examples
from answer_engine.encoding import levelled
from answer_engine.features import Marks
from answer_engine.lessons import Net

Numbers = NDArray[np.float32]

NODES = 48  # of the hidden layer of one net
LOOKING = 2  # nets whose hidden layers tell how near a question is: as many as rounds have, so that it means the same
BATCH = 256  # questions looked at together
PASSES = 10  # over all questions
LEAST_STEPS = 120  # with few questions more passes
RATE = 0.2  # how far the first step goes; Duchi et al. (2011), "Adaptive Subgradient Methods"
SPREAD = 0.03  # of the numbers it begins with
MARKS_UNSEEN = 0.7  # share of the marks hidden from each pass, so that no question hangs on one; quicker, too
NODES_UNSEEN = 0.1
TINY = np.float32(1e-6)


def fit_net(ids: Sequence[str], marks: Marks, examples: Examples, most_kept: int = 0, nets: int = 2) -> Net:
    """Nets that find these labels (places in `ids`) for rows of marks; the same every time.

    Begun at different numbers, several err less together than each. They keep at most so many examples of each label,
    to tell how near a question is to any.
    """
    fitted = [_Fitting(examples.rows.shape[1], len(ids), number).through(examples) for number in range(nets)]
    inner = np.concatenate([one.inner for one in fitted], axis=1)
    offsets = np.concatenate([one.inner_offsets for one in fitted])
    kept, seen = _spread(examples.labels, most_kept), LOOKING * NODES
    return Net(
        tuple(ids),
        marks,
        inner.astype(np.float16),
        offsets,
        np.stack([one.outer[:-1] for one in fitted]),
        np.stack([one.outer[-1] for one in fitted]),
        levelled(np.maximum(examples.rows[kept] @ inner[:, :seen] + offsets[:seen], 0)),
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
        self.outer = np.zeros((NODES + 1, label_count), np.float32)  # its last row are the offsets
        self.moved_inner = np.full(mark_count, TINY)
        self.moved_offsets, self.moved_outer = np.full_like(self.inner_offsets, TINY), np.full_like(self.outer, TINY)

    def through(self, examples: Examples) -> "_Fitting":
        """Itself, after it has seen all examples often enough."""
        starts = range(0, len(examples.labels), BATCH)
        passes = max(PASSES, -(-LEAST_STEPS // len(starts)))
        rates = iter(np.linspace(RATE, 0, passes * len(starts), endpoint=False, dtype=np.float32))
        for _ in range(passes):
            shown = examples.thinned(self.random, MARKS_UNSEEN)
            for start in starts:
                self._step(shown.batch(slice(start, start + BATCH)), next(rates))
        return self

    def _step(self, batch: Batch, rate: np.float32) -> None:
        inner = self.inner.take(batch.marks, axis=0)
        hidden = np.ones((len(batch.labels), NODES + 1), np.float32)
        hidden[:, :-1] = batch.times(inner, self.inner_offsets)
        hidden[:, :-1] *= (through := (hidden[:, :-1] > 0) * self._kept(len(hidden)))
        missed = self._missed(hidden, batch)
        back = missed @ self.outer[:-1].T * through
        self._move_inner(batch.marks, inner, batch.back(back), rate)
        _move(self.inner_offsets, self.moved_offsets, back.sum(axis=0), rate)
        _move(self.outer, self.moved_outer, hidden.T @ missed, rate)

    def _kept(self, count: int) -> Numbers:
        """Zero for nodes that are not seen; the rest count the more."""
        kept = (self.random.random((count, NODES), np.float32) >= NODES_UNSEEN).astype(np.float32)
        return kept / np.float32(1 - NODES_UNSEEN)

    def _missed(self, hidden: Numbers, batch: Batch) -> Numbers:
        """How far each probability is from what it should be, by how much the example counts."""
        totals = hidden @ self.outer
        totals -= totals.max(axis=1, keepdims=True)
        missed: Numbers = np.exp(totals, out=totals)
        missed *= (batch.shares / missed.sum(axis=1))[:, None]
        missed[np.arange(len(missed)), batch.labels] -= batch.shares
        return missed

    def _move_inner(self, marks: NDArray[np.int64], inner: Numbers, slope: Numbers, rate: np.float32) -> None:
        """All numbers of a mark move at one rate."""
        moved: Numbers = self.moved_inner[marks] + np.einsum("ij,ij->i", slope, slope) / np.float32(NODES)
        self.moved_inner[marks] = moved
        slope *= (rate / np.sqrt(moved))[:, None]
        inner -= slope
        self.inner[marks] = inner


def _move(part: Numbers, moved: Numbers, slope: Numbers, rate: np.float32) -> None:
    moved += slope**2
    part -= rate * slope / np.sqrt(moved)
