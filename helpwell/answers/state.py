"""An engine and how far it has followed the database: built from it, opened from a file, caught up with changes."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from django.db.models import Count, Max
from django.utils import timezone

from answer_engine import AnswerEngine, BadEngineFile, Encoder, EncoderFailed, Lessons
from helpwell.answers import documents, encoders, stored
from helpwell.answers.models import Synonym
from helpwell.base.models import Site
from helpwell.knowledge.models import Change
from helpwell.knowledge.models.change import KEPT_FOR

logger = structlog.stdlib.get_logger(__name__)

MANY = 500  # changed articles from which on building anew is quicker
OVERLAP = timedelta(seconds=60)  # a slow transaction may commit a change after a later one was seen


@dataclass(frozen=True)
class State:
    """An engine and what it holds."""

    engine: AnswerEngine
    looked_at: datetime
    seen: frozenset[int]  # changes taken in within OVERLAP
    synonyms: tuple[object, ...] = ()  # differs as soon as there are other ones; () for not known
    stamp: str = ""  # of the saved engine when this one was made


def built(encoder: Encoder | None = None) -> State:
    """All of it from the database, with what past questions taught before; an encoder reads it, if one is given."""
    started, now, stamp = time.perf_counter(), timezone.now(), stored.stamp()
    seen = frozenset(Change.objects.since(now - OVERLAP).values_list("pk", flat=True))
    synonyms = _synonyms()
    engine = AnswerEngine.build(
        documents.documents(), documents.past_questions(), documents.synonyms(), Site.current().languages
    )
    if encoder:
        engine = _read(engine, encoder)
    lessons = _former_lessons()
    logger.info("Index built", seconds=round(time.perf_counter() - started, 2), version=engine.version)
    return State(engine.taught(lessons) if lessons else engine, now, seen, synonyms, stamp)


def opened() -> State | None:
    """The engine that was saved last; None when there is none for this database, or it cannot be used."""
    stamp, found = stored.stamp(), stored.newest()
    if found is None or not found.fits:
        return None
    try:
        engine = stored.engine_of(found)
    except BadEngineFile as error:
        logger.warning("The saved index cannot be used", reason=str(error))
        return None
    return State(_with_encoder(engine, encoders.asked()), found.looked_at, frozenset(found.seen), stamp=stamp)


def _with_encoder(engine: AnswerEngine, encoder: Encoder | None) -> AnswerEngine:
    """The engine with this encoder for its questions, if it is the one that has read the articles."""
    if encoder is None or engine.encoder is not None or encoder.name != engine.senses.encoder:
        return engine
    return _read(engine, encoder)


def _read(engine: AnswerEngine, encoder: Encoder) -> AnswerEngine:
    try:
        return engine.sensing(encoder)
    except EncoderFailed as error:
        logger.warning("The encoder could not read all articles", encoder=encoder.name, reason=str(error))
        return engine


def caught_up(state: State, make: Callable[[], State]) -> State:
    """The state as of now: another engine where one was saved or much changed, else this one with what is new."""
    if stored.stamp() != state.stamp:
        state = opened() or replace(state, stamp=stored.stamp())
    now = timezone.now()
    changes = dict(Change.objects.since(state.looked_at - OVERLAP).values_list("pk", "article_id"))
    fresh = {pk: article for pk, article in changes.items() if pk not in state.seen}
    if len(fresh) > MANY or now - state.looked_at > KEPT_FOR:
        return make()
    # What changed is found at once, and read by the encoder at the next look, which may take a second.
    engine = _with_articles(state.engine, set(fresh.values())) if fresh else _caught_up_reading(state.engine)
    if (synonyms := _synonyms()) != state.synonyms:
        engine = engine.speaking(documents.synonyms())
    return replace(state, engine=engine, looked_at=now, seen=frozenset(changes), synonyms=synonyms)


def _caught_up_reading(engine: AnswerEngine) -> AnswerEngine:
    """The engine with its encoder again, once that has read what changed."""
    read = _with_encoder(engine, encoders.reading())
    return replace(read, encoder=encoders.asked()) if read.encoder else engine


def _with_articles(engine: AnswerEngine, article_ids: set[int]) -> AnswerEngine:
    """The engine with these articles as they are now: changed, added, or gone."""
    names = Change.objects.filter(article_id__in=article_ids).values_list("public_id", flat=True).distinct()
    now = list(documents.documents(article_ids))
    kept = {(document.id, document.language) for document in now}
    languages = {*Site.current().languages, *(language for _name, language in kept)}
    gone = [(name, language) for name in names for language in languages if (name, language) not in kept]
    return engine.updated(now, gone)


def _former_lessons() -> Lessons | None:
    """What the saved engine had learned, if it had."""
    former = opened()
    return former.engine.lessons if former and former.engine.lessons.question_count else None


def _synonyms() -> tuple[object, ...]:
    """Differs as soon as a synonym came, went or changed."""
    return tuple(Synonym.objects.active().aggregate(Count("pk"), Max("changed_at"), Max("pk")).values())
