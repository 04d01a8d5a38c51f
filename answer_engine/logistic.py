"""Fits the classifier that looks at meanings: logistic regression over an encoder's numbers.

Beside the nets over marks it does as well as kernels over all past questions where those are many, and better where
they are few; it keeps a line for each document, not every question.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from answer_engine.encoding import Encoder, serves
from answer_engine.lessons import NO_DOCUMENT, SenseClassifier
from answer_engine.shapes import PastQuestion
from answer_engine.text import asked_text

Numbers = NDArray[np.float32]

MOST_EXAMPLES = 12_000  # more teach hardly anything new, and each costs time
SCALE = np.float32(20.0)  # of the numbers, which are small: the search then ends soon
PULL = 1e-3  # towards nothing
STEPS = 35


def sense_classifier(
    ids: Sequence[str], examples: Sequence[PastQuestion], encoder: Encoder | None
) -> SenseClassifier | None:
    """Of the examples in languages that the encoder understands, evenly taken when there are very many."""
    read = [example for example in examples if encoder and serves(encoder, example.language)]
    if encoder is None or len({example.document_id for example in read}) < 2:
        return None
    taken = read[:: -(-len(read) // MOST_EXAMPLES)]
    vectors = encoder.encode([asked_text(example.text) for example in taken])
    number_of = {document_id: number for number, document_id in enumerate(ids)}
    labels = np.array([number_of[example.document_id or NO_DOCUMENT] for example in taken])
    counts = np.sqrt(np.array([example.weight for example in taken], np.float32))
    weights, offsets = fit_logistic(SCALE * vectors, labels, counts / counts.sum(), len(ids))
    return SenseClassifier(tuple(ids), SCALE * weights, offsets)


def fit_logistic(rows: Numbers, labels: NDArray[np.int64], counts: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Weights (numbers x labels) and offsets under which the labels are the likely ones; counts add up to one."""
    shape, own = (rows.shape[1] + 1, size), np.arange(len(rows))

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        at = flat.reshape(shape).astype(np.float32)
        totals = rows @ at[:-1] + at[-1]
        totals -= totals.max(axis=1, keepdims=True)
        logs = totals[own, labels]
        np.exp(totals, out=totals)
        sums = totals.sum(axis=1)
        missed = totals * (counts / sums)[:, None]
        missed[own, labels] -= counts
        slope = np.concatenate([rows.T @ missed, missed.sum(axis=0)[None]]) + np.float32(PULL) * at
        unlikely = float(counts @ (np.log(sums) - logs))
        return unlikely + PULL / 2 * float(at.ravel() @ at.ravel()), slope.astype(float).ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    fitted = found.reshape(shape).astype(np.float32)
    return fitted[:-1], fitted[-1]
