"""The engine's life in this process: built from the database, kept current, swapped in one step.

Every process looks for changes twice a second. A few changed articles update the engine in place; synonyms, confirmed
questions or many articles build it anew, in the background where a server runs, while the former engine answers.
"""

import gc
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections
from django.db.models import Count, Max
from django.utils import timezone

from answer_engine import AnswerEngine
from helpwell.answers import documents
from helpwell.answers.models import Question, Synonym
from helpwell.base.models import Site
from helpwell.knowledge.models import Change
from helpwell.knowledge.models.change import KEPT_FOR

logger = structlog.stdlib.get_logger(__name__)

LOOK_EVERY = 0.5  # seconds
MANY = 500  # changed articles from which on building anew is quicker
BEHIND = timedelta(seconds=60)  # without a look, from which on something is wrong
OVERLAP = timedelta(seconds=60)  # a slow transaction may commit a change after a later one was seen
LEARN_EVERY = timedelta(minutes=5)  # how often newly confirmed questions are taken in


@dataclass(frozen=True)
class State:
    """An engine and what it was built from."""

    engine: AnswerEngine
    synonyms: tuple[object, ...]
    languages: tuple[str, ...]
    questions: tuple[object, ...]
    learned_at: datetime
    looked_at: datetime
    seen: frozenset[int]  # changes taken in within OVERLAP


@dataclass
class Index:
    """This process's engine. Safe to use from many threads."""

    state: State | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def current(self) -> AnswerEngine:
        """The engine as of now; a server's is at most `LOOK_EVERY` behind, elsewhere it is exact."""
        if self._thread is None or self.state is None:
            self.refresh()
        assert self.state is not None  # noqa: S101 - refresh either sets it or raises
        return self.state.engine

    def refresh(self) -> None:
        """Take in what changed since the last look."""
        with self._lock:
            self.state = _caught_up(self.state) if self.state else _built()

    def problem(self) -> str:
        """Nothing ("") when it is built and current, else what is wrong; for `/readyz`."""
        self.current()
        is_behind = self.state is None or timezone.now() - self.state.looked_at > BEHIND
        return "has not followed the articles for a minute; see the log" if is_behind else ""

    def start(self) -> None:
        """Keep current in the background until `stop`."""
        if self._thread is None:
            self._stopped.clear()
            self._thread = threading.Thread(target=self._keep, name="index", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the background look-out."""
        thread, self._thread = self._thread, None
        self._stopped.set()
        if thread:
            thread.join(timeout=5)

    def forget(self) -> None:
        """Build anew at the next question."""
        self.state = None

    def _keep(self) -> None:
        while not self._stopped.is_set():
            try:
                self.refresh()
            except Exception:  # whatever one article does to it, the look-out goes on; /readyz tells when it is behind
                logger.exception("Could not look for changed articles; trying again")
                close_old_connections()
            self._stopped.wait(LOOK_EVERY)


def _built() -> State:
    started, now = time.perf_counter(), timezone.now()
    marks = _marks()
    seen = frozenset(Change.objects.since(now - OVERLAP).values_list("pk", flat=True))
    engine = AnswerEngine.build(
        documents.documents(), documents.past_questions(), documents.synonyms(), marks.languages
    )
    gc.freeze()  # the collector need not walk a million lasting objects while somebody types
    logger.info("Index built", seconds=round(time.perf_counter() - started, 2), version=engine.version)
    return State(engine, marks.synonyms, marks.languages, marks.questions, now, now, seen)


def _caught_up(state: State) -> State:
    now, marks = timezone.now(), _marks()
    if now - state.looked_at > KEPT_FOR:
        return _built()
    if marks.synonyms != state.synonyms or marks.languages != state.languages:
        return _built()
    if marks.questions != state.questions and now - state.learned_at > LEARN_EVERY:
        return _built()
    changes = dict(Change.objects.since(state.looked_at - OVERLAP).values_list("pk", "article_id"))
    fresh = {pk: article for pk, article in changes.items() if pk not in state.seen}
    if len(fresh) > MANY:
        return _built()
    engine = _with_articles(state.engine, set(fresh.values())) if fresh else state.engine
    return State(engine, state.synonyms, state.languages, state.questions, state.learned_at, now, frozenset(changes))


def _with_articles(engine: AnswerEngine, article_ids: set[int]) -> AnswerEngine:
    """The engine with these articles as they are now: changed, added, or gone."""
    names = Change.objects.filter(article_id__in=article_ids).values_list("public_id", flat=True).distinct()
    now = list(documents.documents(article_ids))
    kept = {(document.id, document.language) for document in now}
    languages = {*Site.current().languages, *(language for _name, language in kept)}
    gone = [(name, language) for name in names for language in languages if (name, language) not in kept]
    return engine.updated(now, gone)


@dataclass(frozen=True)
class Marks:
    """Values that differ as soon as there is something new."""

    synonyms: tuple[object, ...]
    questions: tuple[object, ...]
    languages: tuple[str, ...]


def _marks() -> Marks:
    synonyms = Synonym.objects.active().aggregate(Count("pk"), Max("changed_at"), Max("pk"))
    questions = Question.objects.confirmed().aggregate(Count("pk"), Max("pk"))
    return Marks(tuple(synonyms.values()), tuple(questions.values()), tuple(Site.current().languages))


index = Index()
