"""Other engines beside ours in the same run, on the same questions: full-text searches, and plain classifiers."""

import importlib.util
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from tempfile import NamedTemporaryFile

from answer_engine.shapes import Document, PastQuestion
from answer_engine.stems import SNOWBALL
from answer_engine.text import question_words

Ranker = Callable[[str], list[str]]  # a question to document ids, best first
MOST_RANKED = 10
TANTIVY_STEMS = frozenset(
    (
        "danish",
        "dutch",
        "english",
        "finnish",
        "french",
        "german",
        "italian",
        "portuguese",
        "russian",
        "spanish",
        "swedish",
    )
)
TANTIVY_HEAP = 15_000_000  # bytes, the least it takes


def peers(documents: Sequence[Document], past: Sequence[PastQuestion]) -> dict[str, Ranker]:
    """The peers at hand, by name. Each is given the documents and the past questions they answered."""
    found = {"SQLite FTS5": fts5(documents, past)}
    if importlib.util.find_spec("bm25s"):
        found["bm25s"] = bm25s(documents, past)
    if importlib.util.find_spec("tantivy"):
        found["tantivy"] = tantivy(documents, past)
    if len({question.document_id for question in past} - {None}) > 1:
        found["TF-IDF + SVM"] = linear_svm(past)
        if importlib.util.find_spec("fasttext"):
            found["fastText"] = fasttext(past)
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


def tantivy(documents: Sequence[Document], past: Sequence[PastQuestion]) -> Ranker:
    """The Rust search library: stems of the documents' main language, titles weigh four times, any word may match."""
    import tantivy as library

    code = Counter(document.language.split("-")[0] for document in documents).most_common(1)[0][0]
    words = library.TextAnalyzerBuilder(library.Tokenizer.simple()).filter(library.Filter.lowercase())
    if SNOWBALL.get(code) in TANTIVY_STEMS:
        words = words.filter(library.Filter.stemmer(SNOWBALL[code]))
    builder = library.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="words")
    index = library.Index(builder.build())
    index.register_tokenizer("words", words.build())
    writer = index.writer(heap_size=TANTIVY_HEAP, num_threads=1)
    for document_id, title, body in _rows(documents, past):
        writer.add_document(library.Document(id=document_id, title=title, body=body))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ranked(question: str) -> list[str]:
        sought = " ".join(f'"{word}"' for word in dict.fromkeys(question_words(question)))
        if not sought:
            return []
        query = index.parse_query(sought, ["title", "body"], field_boosts={"title": 4.0})
        return _each_once(searcher.doc(place)["id"][0] for _, place in searcher.search(query, 50).hits)

    return ranked


def fasttext(past: Sequence[PastQuestion]) -> Ranker:
    """Facebook's classifier, with pairs of words."""
    import fasttext as library

    names = sorted({str(question.document_id) for question in past if question.document_id})
    with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        for question in past:
            if question.document_id:
                words = " ".join(question_words(question.text))
                file.write(f"__label__{names.index(question.document_id)} {words}\n")
        file.flush()
        model = library.train_supervised(file.name, wordNgrams=2, epoch=25, lr=0.5, thread=1, verbose=0)

    def ranked(question: str) -> list[str]:
        labels, _ = model.predict(" ".join(question_words(question)), k=MOST_RANKED)
        return [names[int(label.removeprefix("__label__"))] for label in labels]

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
