"""Ask the engine on somebody's behalf: a whole question, half a one, or what it may become."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from answer_engine import Answer, Completion, Hit, Synonym
from helpwell.answers.index import index
from helpwell.knowledge.models import Translation

REMEMBERED = 2000  # half-typed questions whose answers are kept, until the engine changes
LONGEST = 500  # letters of a question that are read; the rest of a pasted novel adds nothing
_one_at_a_time = Lock()  # threads that compute together take the interpreter from each other: half as fast again
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]+")


@dataclass(frozen=True)
class Asker:
    """Who asks and from where."""

    language: str
    audiences: frozenset[str]  # the visibilities she may read
    topic: str = ""  # public id of the category she is in


@dataclass(frozen=True)
class FoundArticle:
    """An article that may answer, and the part of it that does."""

    translation: Translation  # with article, category and live revision, without its body
    heading: str
    passage: str
    matched: tuple[str, ...]  # words to highlight

    @property
    def title(self) -> str:
        """The live title."""
        return self.translation.live.title if self.translation.live else ""


@dataclass(frozen=True)
class Found:
    """What came of a question."""

    question: str
    articles: tuple[FoundArticle, ...]  # best first, each article once
    confidence: float  # 0..1 that the first is right
    repaired: str  # the question as it was understood; "" when nothing was repaired
    synonyms: tuple[Synonym, ...]  # those of the asker's language that took part
    engine_version: str


def readable(text: str) -> str:
    """What a person typed, without control characters and cut to what is read."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())[:LONGEST]


def ask(question: str, asker: Asker, limit: int = 10, *, literally: bool = False) -> Found:
    """Find the articles that answer a whole question; `literally` repairs no word of it."""
    engine = index.current()
    text = readable(question)
    answer = engine.ask(
        text,
        language=asker.language,
        audiences=asker.audiences,
        topic=asker.topic,
        limit=limit,
        literally=literally,
    )
    return _found(answer, asker, engine.version)


def suggest(typed: str, asker: Asker, limit: int = 8) -> Found:
    """Find while somebody types: the last word may be half a word."""
    engine = index.current()
    return _found(_suggested(engine.version, readable(typed), asker, limit), asker, engine.version)


@lru_cache(maxsize=REMEMBERED)
def _suggested(version: str, typed: str, asker: Asker, limit: int) -> Answer:
    """What the engine says; many people begin with the same letters. `version` makes an edit ask anew."""
    with _one_at_a_time:
        return index.current().suggest(
            typed, language=asker.language, audiences=asker.audiences, topic=asker.topic, limit=limit
        )


def complete(typed: str, asker: Asker, limit: int = 5) -> list[Completion]:
    """Real questions that what is typed may become."""
    return index.current().complete(
        readable(typed), language=asker.language, audiences=asker.audiences, topic=asker.topic, limit=limit
    )


def _found(answer: Answer, asker: Asker, version: str) -> Found:
    articles = tuple(_articles(answer.hits, asker.audiences))
    confidence = answer.confidence if articles else 0.0
    synonyms = tuple(one for one in answer.synonyms if one.language == asker.language)
    return Found(answer.question, articles, confidence, answer.repaired, synonyms, version)


def _articles(hits: Iterable[Hit], audiences: frozenset[str]) -> Iterable[FoundArticle]:
    """The hits that are still there and readable: the database has the last word, not the index (N08)."""
    hits = list(hits)
    rows = (
        Translation.objects.readable(audiences)
        .filter(
            article__public_id__in=[hit.passage.document_id for hit in hits],
            language__in={hit.passage.language for hit in hits},
        )
        .for_reading()
        .defer("live__body", "live__text")
    )
    known = {(row.article.public_id, row.language): row for row in rows}
    for hit in hits:
        row = known.get((hit.passage.document_id, hit.passage.language))
        if row:
            yield FoundArticle(row, hit.passage.heading, hit.passage.text, hit.matched)
