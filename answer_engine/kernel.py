"""Fits the classifier that looks at meanings: kernel ridge regression, best of all tried."""

from collections.abc import Sequence

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from answer_engine.encoding import Encoder, serves
from answer_engine.lessons import NO_DOCUMENT, SenseClassifier, likeness
from answer_engine.shapes import PastQuestion
from answer_engine.text import asked_text

MOST_EXAMPLES = 9_000  # memory grows with the square: 9,000 take a child 0.7 GB for seconds
RIDGE = 0.3  # how little an example counts that no other one supports


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
    wanted = np.zeros((len(taken), len(ids)), np.float32)
    wanted[np.arange(len(taken)), [number_of[example.document_id or NO_DOCUMENT] for example in taken]] = 1
    kernel = likeness(vectors @ vectors.T)
    kernel[np.diag_indices(len(taken))] += RIDGE / np.sqrt(np.array([example.weight for example in taken], np.float32))
    # Turned, for only so the library works in place; it is the same both ways.
    weights = cho_solve(cho_factor(kernel.T, overwrite_a=True), wanted - wanted.mean(axis=0))
    return SenseClassifier(tuple(ids), vectors, weights.astype(np.float32))
