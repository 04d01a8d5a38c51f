"""Learns from a site's translated articles which words of one language stand for which of another."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from answer_engine.passages import sections
from answer_engine.shapes import Document
from answer_engine.stems import stemmer
from answer_engine.text import fold, words

MOST_PAIRS = 2_000  # translated articles read; more teach little and cost time
MOST_MEANINGS = 3  # words kept for each word
LEAST_SURE = 0.2  # share of a word's segments that its counterpart must also be in, and the other way round
TITLE_WEIGHT = 3.0  # a title says in few words what a section says in many
ONCE = 1.0  # meetings that halve the trust: what met once may have met by chance
OFTEN = 0.5  # words in more than this share of the segments stand for nothing particular

Glosses = dict[tuple[str, str], dict[str, list[tuple[str, float]]]]  # (from, to) -> stem -> stems with how sure


@dataclass(frozen=True, slots=True)
class _Counted:
    """Which stems stand in which segments of one language."""

    stems: list[str]
    inside: sparse.csr_matrix  # segments x stems


def learn_glosses(documents: Iterable[Document]) -> Glosses:
    """For each ordered pair of languages what words of the first mean in the second; public articles only."""
    by_id: dict[str, dict[str, Document]] = defaultdict(dict)
    for document in documents:
        if document.audience == "public":  # what others may not read must not colour their answers
            by_id[document.id][document.language] = document
    languages = sorted({language for translations in by_id.values() for language in translations})
    glosses: Glosses = {}
    for one in languages:
        for other in languages:
            pairs = [(own[one], own[other]) for own in by_id.values() if one in own and other in own]
            if one < other and pairs:
                glosses[one, other], glosses[other, one] = _both_ways(pairs[:MOST_PAIRS])
    return glosses


def _both_ways(
    pairs: Sequence[tuple[Document, Document]],
) -> tuple[dict[str, list[tuple[str, float]]], dict[str, list[tuple[str, float]]]]:
    segments = [segment for one, other in pairs for segment in _segments(one, other)]
    weights = np.array([weight for _, _, weight in segments])
    one = _count([first for first, _, _ in segments], pairs[0][0].language)
    other = _count([second for _, second, _ in segments], pairs[0][1].language)
    together = (one.inside.multiply(weights[:, None]).tocsr().T @ other.inside).tocoo()
    own, theirs = weights @ one.inside, weights @ other.inside
    enough = (own[together.row] < OFTEN * weights.sum()) & (theirs[together.col] < OFTEN * weights.sum())
    # The chance-corrected Dice coefficient: words that always come together score 1, chance meetings about 0.
    chance = own[together.row] * theirs[together.col] / weights.sum()
    sure = 2 * (together.data - chance) / (own[together.row] + theirs[together.col])
    sure *= together.data / (together.data + ONCE)
    kept = enough & (sure >= LEAST_SURE)
    rows, columns, sure = together.row[kept], together.col[kept], sure[kept]
    return _best(rows, columns, sure, one.stems, other.stems), _best(columns, rows, sure, other.stems, one.stems)


def _segments(one: Document, other: Document) -> list[tuple[str, str, float]]:
    """Parts that say the same: the titles, and the sections where both bodies have equally many, else the bodies."""
    titles = [(one.title, other.title, TITLE_WEIGHT)]
    first, second = sections(one.body), sections(other.body)
    if len(first) == len(second):
        return titles + [(a.text, b.text, 1.0) for a, b in zip(first, second, strict=True)]
    return [*titles, (one.body, other.body, 1.0)]


def _count(texts: Sequence[str], language: str) -> _Counted:
    stem = stemmer(language)
    number_of: dict[str, int] = {}
    rows = [sorted({number_of.setdefault(fold(stem(word)), len(number_of)) for word in words(text)}) for text in texts]
    ends = np.cumsum([0, *map(len, rows)])
    places = np.array([place for row in rows for place in row], np.int32)
    inside = sparse.csr_matrix((np.ones(len(places)), places, ends), shape=(len(rows), len(number_of)))
    return _Counted(list(number_of), inside)


def _best(
    rows: NDArray[np.int32], columns: NDArray[np.int32], sure: NDArray[np.float64], own: list[str], theirs: list[str]
) -> dict[str, list[tuple[str, float]]]:
    gloss: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for place in np.argsort(-sure, kind="stable"):
        found = gloss[own[rows[place]]]
        if len(found) < MOST_MEANINGS:
            found.append((theirs[columns[place]], float(sure[place])))
    return dict(gloss)
