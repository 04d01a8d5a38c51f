"""Reads documents and past questions into a shelf."""

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from answer_engine.concepts import Concepts, by_word, count_concepts, phrases_in
from answer_engine.counting import CountedText, count_terms
from answer_engine.features import Marks, count_marks, count_spelled, letter_marks
from answer_engine.gist import learned_without
from answer_engine.passages import sections
from answer_engine.postings import Places, Postings, postings_of, saturated
from answer_engine.senses import NOWHERE
from answer_engine.shapes import Document, PastQuestion
from answer_engine.shelf import Shelf, Wording, plain
from answer_engine.text import fold, question_words, words

MOST_SPELLED = 20_000  # documents; of more, the letters of all cost more memory than they are worth
OWN_WORDING_WEIGHT = 2.0  # of a title beside a section, where a whole document is compared


def shelve(
    language: str,
    audience: str,
    documents: Iterable[Document],
    past_questions: Iterable[PastQuestion] = (),
    held_out: str = "",
) -> Shelf:
    """Reads documents and the past questions they answered; questions of other documents are left out."""
    kept = tuple(documents)
    parts = [sections(document.body) for document in kept]
    flat = tuple(section for part in parts for section in part)
    wordings = _wordings(kept, past_questions)
    section_rows = (words(f"{section.heading}\n{section.text}") for section in flat)
    wording_rows = [question_words(wording.text) if wording.is_past else words(wording.text) for wording in wordings]
    from_documents = len(flat) + sum(not wording.is_past for wording in wordings)
    counted = count_terms(language, chain(section_rows, wording_rows), from_documents)
    section_starts = np.cumsum([0, *(len(part) for part in parts)])
    owners = np.concatenate(
        [np.repeat(np.arange(len(kept)), np.diff(section_starts)), [wording.document for wording in wordings]]
    ).astype(np.int64)
    own_rows = wording_rows[: from_documents - len(flat)]
    marks, vectors = count_marks(map(letter_marks, wording_rows), "letters")
    beginnings = _beginnings(wordings, wording_rows)
    topics = {topic: number for number, topic in enumerate(sorted({document.topic for document in kept}))}
    return Shelf(
        language,
        audience,
        kept,
        tuple(document.id for document in kept),
        np.array([topics[document.topic] for document in kept], np.int32),
        tuple(topics),
        np.zeros(len(kept), dtype=bool),
        flat,
        section_starts,
        wordings,
        from_documents - len(flat),
        np.searchsorted(owners[len(flat) : from_documents], np.arange(len(kept) + 1)),
        owners,
        np.array([wording.weight for wording in wordings], dtype=np.float32),
        tuple(text for text, _row in beginnings),
        np.array([row for _text, row in beginnings], np.int32),
        counted.lexicon,
        _in_texts(counted.counts, len(flat)),
        _documents_with(counted.counts, owners),
        marks,
        postings_of(vectors.tocsc()),
        *_spelled(counted, owners[:from_documents], len(flat), len(kept)),
        *_concepts(counted, language, owners[:from_documents], own_rows, len(kept)),
        held_out,
        learned_without(held_out).of_texts(own_rows, language),
        NOWHERE,
    )


def _in_texts(counts: sparse.csr_matrix, section_count: int) -> Postings:
    """How strongly each term stands in a section; of a wording only whether it does."""
    wordings = counts[section_count:].astype(bool).astype(np.float32)
    return postings_of(sparse.vstack([saturated(counts[:section_count]), wordings]).tocsc())


def _spelled(counted: CountedText, owners: Places, section_count: int, size: int) -> tuple[Marks, Postings]:
    """The marks of each document, from its sections and its own wordings."""
    if size > MOST_SPELLED:
        marks, rows = count_spelled(sparse.csr_matrix((0, 0), dtype=np.float32), ())
        return marks, postings_of(rows.T.tocsc())
    inside = _inside(owners, _importance(owners, section_count), size)
    marks, rows = count_spelled((inside @ counted.word_counts[: len(owners)]).tocsr(), counted.words)
    return marks, postings_of(rows.T.tocsc())


def _concepts(
    counted: CountedText, language: str, owners: Places, own_wordings: Sequence[Sequence[str]], size: int
) -> tuple[Concepts, Concepts]:
    """What the own wordings mean, with what their words say together, and what each document means."""
    spoken, section_count = language.split("-")[0], len(owners) - len(own_wordings)
    texts = (counted.word_counts[: len(owners)] @ by_word(counted.words, spoken)).tocsr()
    together = phrases_in([list(map(fold, row)) for row in own_wordings], spoken)
    wordings = (texts[section_count:] + together).tocsr()
    inside = _inside(owners, _importance(owners, section_count), size)
    whole = inside @ sparse.vstack([texts[:section_count], wordings])
    return count_concepts(wordings), count_concepts(whole.tocsr())


def _importance(owners: Places, section_count: int) -> NDArray[np.float32]:
    """How much each text counts where a whole document is compared; sections come first, then its own wordings."""
    return np.where(np.arange(len(owners)) < section_count, 1.0, OWN_WORDING_WEIGHT).astype(np.float32)


def _wordings(documents: Sequence[Document], past_questions: Iterable[PastQuestion]) -> tuple[Wording, ...]:
    row_of = {document.id: row for row, document in enumerate(documents)}
    own = [
        Wording(text, row, 1.0, False, document.language)
        for row, document in enumerate(documents)
        for text in (document.title, *document.also_asked)
        if text.strip()
    ]
    past = [
        Wording(question.text, row_of[question.document_id], question.weight, True, question.language)
        for question in past_questions
        if question.document_id in row_of
    ]
    return (*own, *past)


def _beginnings(wordings: Sequence[Wording], rows: Sequence[Sequence[str]]) -> list[tuple[str, int]]:
    """The own wordings in plain words, sorted, each with its document's row."""
    own = (pair for pair in zip(wordings, rows, strict=True) if not pair[0].is_past)
    return sorted((plain(words_), wording.document) for wording, words_ in own)


def _documents_with(counts: sparse.csr_matrix, owners: Places) -> NDArray[np.int64]:
    inside = _inside(owners, np.ones(len(owners), np.float32), int(owners.max(initial=-1)) + 1)
    return np.bincount((inside @ counts).tocsr().indices, minlength=counts.shape[1])


def _inside(owners: Places, weights: NDArray[np.float32], size: int) -> sparse.csr_matrix:
    """Documents x texts: how much each text of a document counts."""
    return sparse.csr_matrix((weights, (owners, np.arange(len(owners)))), shape=(size, len(owners)))
