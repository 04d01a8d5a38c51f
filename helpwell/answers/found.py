"""What the engine found, as plain values: everything a list of answers shows, read in one query."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from answer_engine import Answer, Hit, Synonym
from helpwell.base.prepared import Texts, prepared
from helpwell.knowledge.models import Translation


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
class Found:
    """What came of a question."""

    question: str
    articles: tuple[FoundArticle, ...]  # best first, each article once
    confidence: float  # 0..1 that the first is right
    repaired: str  # the question as it was understood; "" when nothing was repaired
    synonyms: tuple[Synonym, ...]  # those of the asker's language that took part
    engine_version: str


def found(answer: Answer, language: str, audiences: Collection[str], version: str) -> Found:
    """The answer as the pages of `language` show it to these audiences."""
    articles = tuple(_articles(answer.hits, language, audiences))
    confidence = answer.confidence if articles else 0.0
    synonyms = tuple(one for one in answer.synonyms if one.language == language)
    return Found(answer.question, articles, confidence, answer.repaired, synonyms, version)


def _articles(hits: Iterable[Hit], language: str, audiences: Collection[str]) -> Iterator[FoundArticle]:
    """The hits that are still there and readable: the database has the last word, not the index (N08)."""
    passages = [(hit.passage, hit.matched) for hit in hits]
    names = [passage.document_id for passage, _matched in passages]
    languages = {passage.language for passage, _matched in passages}
    known = {row[:2]: row for row in _readable(names, languages, audiences, [language])}
    for passage, matched in passages:
        if row := known.get((passage.document_id, passage.language)):
            yield FoundArticle(*(*row, passage.heading, passage.text, matched))


@prepared
def _readable(names: Texts, languages: Texts, audiences: Texts, reader: Texts) -> QuerySet[Any, Any]:
    """The columns that a FoundArticle begins with."""
    hits = Translation.objects.readable(audiences).filter(article__public_id__in=names, language__in=languages)
    rows: QuerySet[Any, Any] = hits.with_topic(reader[0])
    return rows.values_list(
        "article__public_id", "language", "article_id", "pk", "slug", "live__title", "live__summary", "live__number",
        "topic", "topic_name",
    )  # fmt: skip
