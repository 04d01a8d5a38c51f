"""Inverted index: for each term the rows that hold it and how strongly, as flat arrays."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Rows = NDArray[np.int32]
Strengths = NDArray[np.float32]

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

    def row_counts(self) -> NDArray[np.int64]:
        """In how many rows each term stands."""
        return np.diff(self.starts)


def saturated(counts: sparse.csr_matrix, length_penalty: float = LENGTH_PENALTY) -> Postings:
    """Postings with the BM25 share of each term in each row, still without the term's rarity."""
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    average = lengths.mean() if lengths.size and lengths.sum() else 1.0
    norms = SATURATION * (1 - length_penalty + length_penalty * lengths / average)
    by_term = counts.tocsc()
    by_term.data = by_term.data * (SATURATION + 1) / (by_term.data + norms[by_term.indices])
    return postings_of(by_term)


def rarity(holding: int, count: int) -> float:
    """BM25's inverse document frequency of a term in so many of all documents, never below zero."""
    return math.log1p(max((count - holding + 0.5) / (holding + 0.5), 0.0))


def postings_of(by_term: sparse.csc_matrix) -> Postings:
    """The columns of a matrix as postings."""
    return Postings(
        by_term.indptr.astype(np.int64),
        by_term.indices.astype(np.int32),
        by_term.data.astype(np.float32),
        by_term.shape[0],
    )
