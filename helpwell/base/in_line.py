"""Let those who write at once stand in line. SQLite would let each try again by chance, and some for too long."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_line = threading.Lock()


@contextmanager
def in_line() -> Iterator[None]:
    """One after the other within this process on SQLite, where only one can write anyway; at once elsewhere.

    Whoever is in a transaction already may hold the database, so she does not wait for those who wait for it.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _line:
        yield
