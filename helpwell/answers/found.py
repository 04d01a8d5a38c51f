"""What the engine found, as plain values: everything a list of answers shows, read in one query."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from answer_engine import Answer, Synonym
from answer_engine.scripts import is_unspaced
from helpwell.base.prepared import written_once
from helpwell.knowledge.models import Translation

Texts = tuple[str, ...]
Rows = dict[tuple[str, str], tuple[Any, ...]]  # by public id and language


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article that may answer, and the part of it that does."""

    public_id: str
    language: str
    article_id: int
    translation_id: int
    slug: str
    title: str
    summary: str
    revision: int  # the number of what readers see
    topic: str  # public id of its category; "" without one
    topic_name: str  # as the asker reads it
    heading: str
    passage: str
    matched: Texts  # words to highlight


@dataclass(frozen=True, slots=True)
class FoundCompletion:
    """A real question that what is typed may become."""

    text: str
    topic: str
    topic_name: str


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a question."""

    question: str
    articles: tuple[FoundArticle, ...]  # best first, each article once
    completions: tuple[FoundCompletion, ...]  # best first
    confidence: float  # 0..1 that the first is right
    repaired: str  # the question as it was understood; "" when nothing was repaired
    synonyms: tuple[Synonym, ...]  # those of the asker's language that took part
    engine_version: str
    chances: tuple[float, ...] = ()  # that the right one is the first, in the first two, in the first three


def stands_within(word: str) -> bool:
    """Whether a word to highlight may stand within others, as where no space parts words."""
    return is_unspaced(word)


def found(answer: Answer, language: str, audiences: Collection[str], version: str) -> Found:
    """The answer as the pages of `language` show it to these audiences."""
    rows = _rows(answer, language, audiences)
    articles = tuple(_articles(answer, rows))
    completions = tuple(_completions(answer, rows))
    confidence = answer.confidence if articles else 0.0
    synonyms = tuple(one for one in answer.synonyms if one.language == language)
    chances = answer.chances if len(articles) == len(answer.hits) else ()  # they are about all that was found
    return Found(answer.question, articles, completions, confidence, answer.repaired, synonyms, version, chances)


def _articles(answer: Answer, rows: Rows) -> Iterator[FoundArticle]:
    for hit in answer.hits:
        if row := rows.get((hit.passage.document_id, hit.passage.language)):
            yield FoundArticle(*(*row, hit.passage.heading, hit.passage.text, hit.matched))


def _completions(answer: Answer, rows: Rows) -> Iterator[FoundCompletion]:
    topics = {public_id: row[-2:] for (public_id, _language), row in rows.items()}
    for one in answer.completions:
        if one.document_id in topics:
            yield FoundCompletion(one.text, *topics[one.document_id])


def _rows(answer: Answer, language: str, audiences: Collection[str]) -> Rows:
    """What is still there and readable: the database has the last word, not the index (N08)."""
    names = {hit.passage.document_id for hit in answer.hits} | {one.document_id or "" for one in answer.completions}
    languages = {language, *(hit.passage.language for hit in answer.hits)}
    return {(row[0], row[1]): row for row in _readable(tuple(names), tuple(languages), tuple(audiences), language)}


@written_once
def _readable(names: Texts, languages: Texts, audiences: Texts, reader: str) -> QuerySet[Any, Any]:
    """The columns that a FoundArticle begins with."""
    hits = Translation.objects.readable(audiences).filter(article__public_id__in=names, language__in=languages)
    rows: QuerySet[Any, Any] = hits.with_topic(reader)
    return rows.values_list(
        "article__public_id", "language", "article_id", "pk", "slug", "live__title", "live__summary", "live__number",
        "topic", "topic_name",
    )  # fmt: skip
