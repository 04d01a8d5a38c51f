"""Without Redis no other process can call us: it looks by itself for what a worker or a command changed."""

import threading
from datetime import timedelta

import structlog
from django.db import close_old_connections, connection
from django.utils import timezone

from helpwell.conversations.live import publish_change, was_told
from helpwell.conversations.models import Conversation

logger = structlog.stdlib.get_logger(__name__)
LOOKS_EVERY = 2.0  # seconds between two looks
BACK = timedelta(seconds=20)  # how far one looks back: a change is dated before its transaction ends


def notice() -> int:
    """Tell open pages of conversations that changed lately and that nobody here has told of; how many."""
    lately = Conversation.objects.changed_since(timezone.now() - BACK).values_list("pk", "changed_at")
    unheard = [pk for pk, changed_at in lately if not was_told(pk, changed_at)]
    for pk in unheard:
        publish_change(pk)
    return len(unheard)


class Noticer:
    """A thread of the web process that looks now and then."""

    def __init__(self) -> None:
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name="noticer", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End after this look."""
        self._ends.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._ends.wait(LOOKS_EVERY):
            try:
                close_old_connections()
                notice()
            except Exception:  # whatever it is, the next look may go well
                logger.exception("Could not look for changes")
        connection.close()
