"""Count how often answers are opened: gathered here first, so that no page waits for the database's one writer."""

import threading
from collections import Counter
from dataclasses import dataclass, field

import structlog
from django.db import close_old_connections
from django.http import HttpRequest

from helpwell.base.robots import is_robot
from helpwell.base.site import today
from helpwell.knowledge.models import DayViews, Translation

logger = structlog.stdlib.get_logger(__name__)
WRITES_EVERY = 10.0  # seconds; what a crash may lose


@dataclass
class Tally:
    """Openings that are not written down yet. Safe to use from many threads."""

    counts: Counter[int] = field(default_factory=Counter)  # translation's id to openings
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def note(self, request: HttpRequest, translation: Translation) -> None:
        """Somebody opened it; robots do not count."""
        if not is_robot(request):
            with self._lock:
                self.counts[translation.pk] += 1

    def write(self) -> None:
        """Put what has gathered into the database; what fails is kept for the next time."""
        with self._lock:
            counts, self.counts = self.counts, Counter()
        try:
            if counts:
                DayViews.add(today(), counts)
        except Exception:  # whatever it is, the count goes on
            logger.exception("Could not write down what was opened")
            with self._lock:
                self.counts += counts

    def start(self) -> None:
        """Write every few seconds until `stop`."""
        self._stopped.clear()
        self._thread = threading.Thread(target=self._keep, name="tally", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write the last ones."""
        self._stopped.set()
        if self._thread:
            self._thread.join(timeout=5)

    def _keep(self) -> None:
        is_last = False
        while not is_last:
            is_last = self._stopped.wait(WRITES_EVERY)
            close_old_connections()
            self.write()
        close_old_connections()


tally = Tally()
