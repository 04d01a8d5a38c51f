"""The engine's life in this process: opened or built, kept current, swapped in one step.

Every process looks for changes twice a second. A few changed articles and all synonyms are taken in at once; where
much changed, or a process of its own has saved another engine (see `rebuilding`), that one takes over while the former
still answers.
"""

import gc
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from answer_engine import AnswerEngine
from helpwell.answers.encoders import asked
from helpwell.answers.state import State, built, caught_up, opened

logger = structlog.stdlib.get_logger(__name__)

LOOK_EVERY = 0.5  # seconds
BEHIND = timedelta(seconds=60)  # without a look, from which on something is wrong


@dataclass
class Index:
    """This process's engine. Safe to use from many threads."""

    state: State | None = None
    make: Callable[[], State] = built
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
            was = self.state
            self.state = caught_up(was or opened() or self.make(), self.make)
            if was is None or was.stamp != self.state.stamp:
                gc.freeze()  # the collector need not walk a million lasting objects while somebody types

    def problem(self) -> str:
        """Nothing ("") when it is there and current, else what is wrong; for `/readyz`."""
        self.current()
        is_behind = self.state is None or timezone.now() - self.state.looked_at > BEHIND
        return "has not followed the articles for a minute; see the log" if is_behind else ""

    def without(self) -> str:
        """Nothing ("") when questions are read by the encoder that was chosen, or none was; else why they are not."""
        if not settings.HELPWELL.encoder:
            return ""
        encoder = asked()
        if encoder is None:
            return "cannot be used; ./run check says why"
        has_read = self.state is not None and self.state.engine.encoder is not None
        return encoder.trouble or ("" if has_read else "has not read the articles yet")

    def start(self, make: Callable[[], State] = built) -> None:
        """Keep current in the background until `stop`, with engines that `make` gives."""
        if self._thread is None:
            self.make = make
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
        """Begin anew at the next question."""
        self.state = None

    def _keep(self) -> None:
        while not self._stopped.is_set():
            try:
                self.refresh()
            except Exception:  # whatever one article does to it, the look-out goes on; /readyz tells when it is behind
                logger.exception("Could not look for changed articles; trying again")
                close_old_connections()
            self._stopped.wait(LOOK_EVERY)


index = Index()
