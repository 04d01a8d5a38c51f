"""Inverted index: for each term the rows that hold it and how strongly, as flat arrays."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

# What `matrix @ vector` runs. Eight times a question, making and checking a matrix takes longer than multiplying it.
from scipy.sparse._sparsetools import csc_matvec, csr_matvec

Rows = NDArray[np.int32]
Strengths = NDArray[np.float32]
Places = NDArray[np.int64]

# Usual values; Robertson & Zaragoza (2009), "The Probabilistic Relevance Framework".
SATURATION = 1.2  # k1: how soon a repeated word stops counting
LENGTH_PENALTY = 0.75  # b: 0 ignores passage length, 1 corrects for it fully


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows are what is searched (passages, wordings); terms are numbered by a lexicon."""

    starts: NDArray[np.int64]  # of each term in the two arrays below, and the end of the last
    rows: Rows
    strengths: Strengths
    row_count: int

    def of(self, term: int) -> tuple[Rows, Strengths]:
        """The rows that hold a term, with their strengths."""
        part = slice(self.starts[term], self.starts[term + 1])
        return self.rows[part], self.strengths[part]

    def of_all(self, terms: Places) -> tuple[Places, Places, Strengths]:
        """How many rows hold each of these terms, then all those rows and strengths, term by term."""
        starts, ends = self.starts[terms], self.starts[terms + 1]
        parts = [slice(0, 0), *map(slice, starts.tolist(), ends.tolist())]
        rows, strengths = (np.concatenate([values[part] for part in parts]) for values in (self.rows, self.strengths))
        return ends - starts, rows.astype(np.int64), strengths  # numpy looks places up faster by 64 bits

    def total(self, terms: Places, weights: Strengths) -> Strengths:
        """For each row the sum of its strengths for these ascending terms, times their weights."""
        bounds = self._walk(terms)
        spread = np.zeros(2 * len(terms), np.float32)
        spread[::2] = weights[::-1]
        total = np.zeros(self.row_count, np.float32)
        csc_matvec(self.row_count, len(spread), bounds, self.rows, self.strengths, spread, total)
        return total

    def products(self, terms: Places, values: Strengths) -> Strengths:
        """For each of these ascending terms the sum of its strengths times the values of its rows."""
        spread = np.zeros(2 * len(terms), np.float32)
        csr_matvec(len(spread), self.row_count, self._walk(terms), self.rows, self.strengths, values, spread)
        return spread[-2::-2]

    def _walk(self, terms: Places) -> Rows:
        """The bounds of each of these ascending terms and of the gap behind it, for a product without a copy.

        The last comes first, so that every gap ends before it begins and is skipped.
        """
        backwards = terms[::-1]
        bounds = np.zeros(2 * len(terms) + 1, np.int32)
        bounds[:-1:2], bounds[1::2] = self.starts[backwards], self.starts[backwards + 1]
        return bounds


def saturated(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """The BM25 share of each term in each row, still without the term's rarity."""
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    average = lengths.mean() if lengths.size and lengths.sum() else 1.0
    norms = SATURATION * (1 - LENGTH_PENALTY + LENGTH_PENALTY * lengths / average)
    shares = counts.data * (SATURATION + 1) / (counts.data + np.repeat(norms, np.diff(counts.indptr)))
    return sparse.csr_matrix((shares, counts.indices, counts.indptr), counts.shape)


def rarity(holding: int, count: int) -> float:
    """BM25's inverse document frequency of a term in so many of all documents, never below zero."""
    return math.log1p(max((count - holding + 0.5) / (holding + 0.5), 0.0))


def best_of(values: Strengths, owners: Places, size: int) -> Strengths:
    """The highest value of each owner of a row, 0 without any."""
    best = np.zeros(size, np.float32)
    np.maximum.at(best, owners, values)
    return best


def postings_of(by_term: sparse.csc_matrix) -> Postings:
    """The columns of a matrix as postings."""
    return Postings(
        by_term.indptr.astype(np.int64),
        by_term.indices.astype(np.int32),
        by_term.data.astype(np.float32),
        by_term.shape[0],
    )
