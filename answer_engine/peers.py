"""Other engines beside ours in the same run, on the same questions: SQLite FTS5, bm25s, a linear SVM."""

import importlib.util
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from answer_engine.shapes import Document, PastQuestion
from answer_engine.text import question_words

Ranker = Callable[[str], list[str]]  # a question to document ids, best first
MOST_RANKED = 10


def peers(documents: Sequence[Document], past: Sequence[PastQuestion]) -> dict[str, Ranker]:
    """The peers at hand, by name. Each is given the documents and the past questions they answered."""
    found = {"SQLite FTS5": fts5(documents, past)}
    if importlib.util.find_spec("bm25s"):
        found["bm25s"] = bm25s(documents, past)
    if len({question.document_id for question in past} - {None}) > 1:
        found["TF-IDF + SVM"] = linear_svm(past)
    return found


def fts5(documents: Sequence[Document], past: Sequence[PastQuestion]) -> Ranker:
    """SQLite's full-text search: porter stems, titles weigh four times, any word may match."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table found using fts5(id unindexed, title, body, tokenize='porter unicode61')")
    database.executemany("insert into found values (?, ?, ?)", _rows(documents, past))

    def ranked(question: str) -> list[str]:
        sought = " OR ".join(f'"{word}"' for word in dict.fromkeys(question_words(question)))
        query = "select id from found where found match ? order by bm25(found, 0, 4, 1) limit 50"
        return _each_once(row[0] for row in database.execute(query, [sought])) if sought else []

    return ranked


def bm25s(documents: Sequence[Document], past: Sequence[PastQuestion]) -> Ranker:
    """The numpy BM25 library, on title and body together."""
    import bm25s as library

    rows = _rows(documents, past)
    model = library.BM25()
    model.index([question_words(f"{title} {body}") or ["-"] for _, title, body in rows], show_progress=False)

    def ranked(question: str) -> list[str]:
        words = [word for word in question_words(question) if word in model.vocab_dict]
        if not words:
            return []
        places, scores = model.retrieve([words], k=min(50, len(rows)), show_progress=False)
        return _each_once(rows[place][0] for place, score in zip(places[0], scores[0], strict=True) if score > 0)

    return ranked


def linear_svm(past: Sequence[PastQuestion]) -> Ranker:
    """What most would build first: scikit-learn's SVM on TF-IDF of words and letters."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    known = [question for question in past if question.document_id]
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    model = make_pipeline(make_union(words, letters), LinearSVC(random_state=0))
    model.fit([question.text for question in known], [question.document_id for question in known])

    def ranked(question: str) -> list[str]:
        scores = model.decision_function([question])[0]
        if scores.ndim == 0:
            scores = [-scores, scores]
        order = sorted(range(len(scores)), key=lambda place: -scores[place])
        return [str(model.classes_[place]) for place in order[:MOST_RANKED]]

    return ranked


def _rows(documents: Sequence[Document], past: Sequence[PastQuestion]) -> list[tuple[str, str, str]]:
    own = [(document.id, document.title, document.body) for document in documents]
    return own + [(question.document_id, question.text, "") for question in past if question.document_id]


def _each_once(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))[:MOST_RANKED]
