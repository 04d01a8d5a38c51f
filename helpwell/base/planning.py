"""PostgreSQL plans a statement once for each connection, if it stays the same and what varies is handed over beside it.

Django's own statements vary and are planned each time. Those that are written once (`written.py`, `storing.py`) are
prepared. What is the same every time stands in their text: an index of some rows only is used for no other text.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def planned_once() -> Iterator[None]:
    """Meanwhile statements are planned once."""
    with _line_with("cursor_factory", _preparing_cursor):
        yield


@contextmanager
def planned_each_time() -> Iterator[None]:
    """Meanwhile they are planned for what is asked: the best way to what is rare may be a bad one to what is common."""
    with _line_with("prepare_threshold", lambda: None):
        yield


def as_literal(value: Any) -> str:
    """As it stands in the text of a statement."""
    from psycopg import sql

    connection.ensure_connection()
    return sql.Literal(value).as_string(connection.connection)


def _preparing_cursor() -> Any:
    from django.db.backends.postgresql.base import ServerBindingCursor  # on SQLite nobody needs psycopg in memory

    return ServerBindingCursor


@contextmanager
def _line_with(name: str, value: Any) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    line = connection.connection
    usual = getattr(line, name)
    setattr(line, name, value())
    try:
        yield
    finally:
        setattr(line, name, usual)
