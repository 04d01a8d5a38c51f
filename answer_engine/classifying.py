"""Fits the classifiers: for each audience what the past questions of its own documents say of new ones."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from answer_engine.batches import Examples
from answer_engine.encoding import Encoder
from answer_engine.evidence import TAUGHT
from answer_engine.features import KINDS, count_marks
from answer_engine.lessons import NO_DOCUMENT, Lessons, Net, SenseClassifier
from answer_engine.logistic import sense_classifier
from answer_engine.net import fit_net
from answer_engine.shapes import Document, PastQuestion
from answer_engine.text import question_words

MOST_TAUGHT = 600  # documents that are told apart, those with the most past questions
MOST_MARKED = 50_000  # questions whose marks are kept between folds, half a kB each
MANY = 3_000  # questions
FEWEST_ROWS = 2  # of many questions, that a mark must stand in: it costs memory, and few need it


def taught(
    start: Lessons, documents: Sequence[Document], past: Sequence[PastQuestion], encoder: Encoder | None, nets: int
) -> Lessons:
    """The lessons with classifiers of so many nets, one for each kind of marks in evidence.TAUGHT."""
    by_audience: dict[str, dict[str, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        by_audience[document.audience][document.id].append(document)
    classifiers, by_meaning = dict[str, tuple[Net, ...]](), dict[str, SenseClassifier]()
    for audience, own in by_audience.items():
        ids, examples = _examples(own, past)
        if len(ids) > 1:
            classifiers[audience] = _classifiers(ids, examples, nets)
            if fitted := sense_classifier(ids, examples, encoder):
                by_meaning[audience] = fitted
    return replace(start, classifiers=classifiers, sensed=replace(start.sensed, classifiers=by_meaning))


def _examples(
    documents: Mapping[str, list[Document]], past: Sequence[PastQuestion]
) -> tuple[list[str], list[PastQuestion]]:
    """What a classifier tells apart, and the questions that show it."""
    asked = Counter(question.document_id for question in past if question.document_id in documents)
    ids = sorted(str(document_id) for document_id, _ in asked.most_common(MOST_TAUGHT))
    if len(ids) < 2:
        return [], []
    asked_enough = set(ids)
    examples = [question for question in past if question.document_id in asked_enough or question.document_id is None]
    if any(question.document_id is None for question in examples):
        ids.append(NO_DOCUMENT)
    examples += [
        PastQuestion(text, document_id, document.language)
        for document_id in ids
        for document in documents.get(document_id, ())
        for text in (document.title, *document.also_asked)
        if text.strip()
    ]
    return ids, examples


def _classifiers(ids: Sequence[str], past: Sequence[PastQuestion], count: int) -> tuple[Net, ...]:
    number_of = {document_id: number for number, document_id in enumerate(ids)}
    labels = np.array([number_of[question.document_id or NO_DOCUMENT] for question in past])
    counts = np.sqrt(np.array([question.weight for question in past], np.float32))
    nets, fewest = [], FEWEST_ROWS if len(past) >= MANY else 1
    for kind, most_kept in TAUGHT.items():
        marks, rows = count_marks((_marks(question.text, kind) for question in past), kind, fewest)
        nets.append(fit_net(ids, marks, Examples(rows, labels, counts), most_kept, count))
    return tuple(nets)


@lru_cache(MOST_MARKED)
def _marks(text: str, kind: str) -> "array[int]":
    """The marks of a question, of which most folds ask again."""
    return array("i", KINDS[kind](question_words(text)))
