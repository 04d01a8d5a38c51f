"""A thread of the web process that lets the assistant answer the moment something waits."""

import threading
from datetime import datetime

import structlog
from django.db import close_old_connections, connection
from django.utils import timezone

from helpwell.bot.listening import listen
from helpwell.bot.respond import respond_to_waiting
from helpwell.bot.waiting import hurry

logger = structlog.stdlib.get_logger(__name__)
LOOKS_EVERY = 5.0  # seconds at most between two looks: other processes cannot call


class Responder:
    """Sleeps until it is called or a burst of messages has ended. What it misses, its next look or a sweep finds."""

    def __init__(self) -> None:
        self._called = threading.Event()
        self._ends = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to listen."""
        hurry.calls(self._called.set)
        self._thread = threading.Thread(target=self._run, name="responder", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the conversation it is with."""
        hurry.calls_no_more(self._called.set)
        self._ends = True
        self._called.set()
        if self._thread:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        listen("")  # reading the word lists takes longer than an answer may
        look_again = 0.0
        while True:
            self._called.wait(look_again)
            self._called.clear()
            if self._ends:
                connection.close()
                return
            look_again = self._respond()

    def _respond(self) -> float:
        """Answer what waits; seconds until the next look."""
        try:
            close_old_connections()
            later = respond_to_waiting()
        except Exception:  # whatever it is, the next message must find somebody here
            logger.exception("Could not answer")
            return LOOKS_EVERY
        return min(LOOKS_EVERY, _seconds_until(later)) if later else LOOKS_EVERY


def _seconds_until(moment: datetime) -> float:
    return max(0.0, (moment - timezone.now()).total_seconds())
