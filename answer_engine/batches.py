"""Examples that a net is fitted to, and the batches it looks at: cut out of arrays, multiplied where they stand."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

# What `matrix @ matrix` runs. Thousands of times a net, making and checking a matrix takes longer than multiplying it.
from scipy.sparse._sparsetools import csc_matvecs, csr_matvecs

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some examples, over those marks alone that they have."""

    marks: NDArray[np.int64]
    ends: NDArray[np.int32]  # of each example in the two arrays below, after a first 0
    places: NDArray[np.int32]  # among these marks
    strengths: Numbers
    labels: NDArray[np.int64]
    shares: Numbers  # of the batch that each example counts

    def times(self, numbers: Numbers, starts: Numbers) -> Numbers:
        """The sum of each example's marks' numbers, beside where it starts."""
        total = np.broadcast_to(starts, (len(self.labels), len(starts))).copy()
        csr_matvecs(len(total), len(self.marks), len(starts), self.ends, self.places, self.strengths, numbers, total)
        return total

    def back(self, slopes: Numbers) -> Numbers:
        """The sum for each mark of the slopes of its examples."""
        total, (count, width) = np.zeros((len(self.marks), slopes.shape[1]), np.float32), slopes.shape
        csc_matvecs(len(total), count, width, self.ends, self.places, self.strengths, slopes, total)
        return total


@dataclass(frozen=True, slots=True)
class Examples:
    """What a net is fitted to."""

    rows: sparse.csr_matrix  # of marks
    labels: NDArray[np.int64]
    counts: Numbers  # how much each weighs

    def thinned(self, random: np.random.Generator, unseen: float) -> "Examples":
        """All of them in another order, without the share of the marks that one pass does not see."""
        rows = self.rows
        seen = np.flatnonzero(np.frombuffer(random.bytes(rows.nnz), np.uint8) >= round(256 * unseen))
        data, ends = rows.data.take(seen) / np.float32(1 - unseen), np.searchsorted(seen, rows.indptr)
        left = sparse.csr_matrix((data, rows.indices.take(seen), ends), rows.shape)
        order = random.permutation(len(self.labels))
        return Examples(left[order], self.labels[order], self.counts[order])

    def batch(self, part: slice) -> Batch:
        """Those of this part."""
        ends, labels, counts = self.rows.indptr[part.start : part.stop + 1], self.labels[part], self.counts[part]
        cells = slice(ends[0], ends[-1])
        own = self.rows.indices[cells]
        place_of = np.zeros(self.rows.shape[1], np.int32)
        place_of[own] = 1
        marks = np.flatnonzero(place_of)
        place_of[marks] = np.arange(len(marks))
        places, strengths = place_of.take(own), self.rows.data[cells]
        return Batch(marks, ends - ends[0], places, strengths, labels, counts / np.float32(len(labels)))
