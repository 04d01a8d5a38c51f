"""All documents of one language and one audience, made searchable: passages and wordings."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from answer_engine.concepts import Concepts
from answer_engine.features import Marks
from answer_engine.gist import Gists, learned_without
from answer_engine.lexicon import Lexicon
from answer_engine.passages import Section
from answer_engine.postings import Places, Postings, best_of
from answer_engine.rows import field_of
from answer_engine.senses import Rows
from answer_engine.shapes import Document
from answer_engine.text import asked_text, fold, without_e, words


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
    wording_starts: NDArray[np.int64]  # first own wording of each document, and the end of the last
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
        starts = self.wording_starts[rows]
        counts = self.wording_starts[rows + 1] - starts
        places = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        return best_of(self.gists[places] @ gist, np.repeat(np.arange(len(rows)), counts), len(rows))

    def held_out_of(self, family: str) -> "Shelf":
        """The same shelf with what was learned without a family of sets."""
        own = [words(wording.text) for wording in self.wordings[: self.own_wording_count]]
        return replace(self, held_out=family, gists=learned_without(family).of_texts(own, self.language))

    def visible(self) -> list[Document]:
        """The documents that are not hidden."""
        return [document for row, document in enumerate(self.documents) if not self.hidden[row]]


def plain(text_words: Sequence[str]) -> str:
    """Words as they are compared when somebody types: folded, one space between."""
    return " ".join(map(fold, text_words))
