"""All documents of one language and one audience, made searchable: passages and wordings."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from answer_engine.concepts import Concepts, by_word, count_concepts, phrases_in
from answer_engine.features import Marks, count_marks, count_spelled, letter_marks
from answer_engine.gist import Gists, learned_without
from answer_engine.lexicon import CountedText, Lexicon, count_terms
from answer_engine.postings import Places, Postings, postings_of, saturated
from answer_engine.rows import field_of
from answer_engine.senses import NOWHERE, Rows
from answer_engine.shapes import Document, PastQuestion
from answer_engine.text import Section, asked_text, fold, question_words, sections, without_e, words

MOST_SPELLED = 20_000  # documents; of more, the letters of all cost more memory than they are worth
OWN_WORDING_WEIGHT = 2.0  # of a title beside a section, where a whole document is compared


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask for a document: its title, an also-asked, a past question."""

    text: str
    document: int  # row
    weight: float
    is_past: bool
    language: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Immutable. A document that changed later is hidden here and stands in a newer shelf."""

    language: str
    audience: str
    documents: Sequence[Document]
    ids: tuple[str, ...]  # by document
    topics: NDArray[np.int32]  # by document, place in topic_names
    topic_names: tuple[str, ...]
    hidden: NDArray[np.bool_]  # by document
    sections: Sequence[Section]
    section_starts: NDArray[np.int64]  # first section of each document, and the end of the last
    wordings: Sequence[Wording]  # own ones first, then past questions
    own_wording_count: int
    owners: Places  # the document of each section, then of each wording
    wording_weights: NDArray[np.float32]
    beginnings: Sequence[str]  # own wordings in plain words, sorted
    beginning_documents: NDArray[np.int32]
    lexicon: Lexicon
    in_texts: Postings  # rows are the sections, then the wordings
    in_documents: NDArray[np.int64]  # in how many documents each term stands
    marks: Marks
    wording_marks: Postings
    spelled: Marks  # of whole documents
    spelled_documents: Postings  # for each document its marks; none on a very large shelf
    wording_concepts: Concepts  # of own wordings
    document_concepts: Concepts
    held_out: str  # the family of sets without which was learned what words are about, see gist
    gists: Gists  # of own wordings
    senses: Rows  # by row of in_texts, where its meaning stands among the engine's; empty: never encoded

    def without(self, ids: frozenset[str]) -> "Shelf":
        """The same shelf with some of its documents hidden."""
        gone = np.array([identity in ids for identity in self.ids], dtype=bool)
        return replace(self, hidden=self.hidden | gone) if gone.any() else self

    def title(self, row: int) -> str:
        """That of a document."""
        return str(field_of(self.documents, row, "title"))

    def begun_by(self, typed: str) -> NDArray[np.bool_]:
        """Which documents have an own wording that begins with these plain words, be ä typed as ae."""
        begun = np.zeros(len(self.documents), dtype=bool)
        rows = self._begun(typed)
        begun[rows if len(rows) else self._begun(without_e(typed))] = True
        return begun

    def _begun(self, typed: str) -> NDArray[np.int32]:
        start = bisect_left(self.beginnings, typed)
        return self.beginning_documents[start : bisect_left(self.beginnings, typed + "\U0010ffff")]

    def on_topic(self, topic: str) -> NDArray[np.bool_]:
        """Which documents belong to a topic."""
        number = self.topic_names.index(topic) if topic in self.topic_names else -1
        return np.asarray(self.topics == number)

    def meant_texts(self) -> list[str]:
        """By row of in_texts, what an encoder reads: sections under their title, and wordings."""
        titles = (self.documents[owner].title for owner in self.owners[: len(self.sections)].tolist())
        parts = (f"{title}\n{section.text}".strip() for title, section in zip(titles, self.sections, strict=True))
        return [*parts, *(asked_text(wording.text) for wording in self.wordings)]

    def gist_likeness(self, rows: Places, gist: Gists) -> NDArray[np.float32]:
        """How much the best own wording of each of these documents is about the same; never below zero."""
        own = self.owners[len(self.sections) :][: self.own_wording_count]
        starts = np.searchsorted(own, rows)
        counts = np.searchsorted(own, rows, "right") - starts
        places = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        best = np.zeros(len(rows), np.float32)
        np.maximum.at(best, np.repeat(np.arange(len(rows)), counts), self.gists[places] @ gist)
        return best

    def held_out_of(self, family: str) -> "Shelf":
        """The same shelf with what was learned without a family of sets."""
        own = [words(wording.text) for wording in self.wordings[: self.own_wording_count]]
        return replace(self, held_out=family, gists=learned_without(family).of_texts(own, self.language))

    def visible(self) -> list[Document]:
        """The documents that are not hidden."""
        return [document for row, document in enumerate(self.documents) if not self.hidden[row]]


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
        sum(not wording.is_past for wording in wordings),
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


def plain(text_words: Sequence[str]) -> str:
    """Words as they are compared when somebody types: folded, one space between."""
    return " ".join(map(fold, text_words))


def _documents_with(counts: sparse.csr_matrix, owners: Places) -> NDArray[np.int64]:
    inside = _inside(owners, np.ones(len(owners), np.float32), int(owners.max(initial=-1)) + 1)
    return np.bincount((inside @ counts).tocsr().indices, minlength=counts.shape[1])


def _inside(owners: Places, weights: NDArray[np.float32], size: int) -> sparse.csr_matrix:
    """Documents x texts: how much each text of a document counts."""
    return sparse.csr_matrix((weights, (owners, np.arange(len(owners)))), shape=(size, len(owners)))
