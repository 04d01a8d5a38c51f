"""PostgreSQL plans a statement once for each connection, if it stays the same and what varies is handed over beside it.

Django's own statements vary and are planned each time. Those that are written once (`written.py`, `storing.py`) are
prepared. What is the same every time stands in their text: an index of some rows only is used for no other text.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def planned_once() -> "_Meanwhile":
    """Meanwhile statements are planned once."""
    return _Meanwhile("cursor_factory", _preparing_cursor)


def planned_each_time() -> "_Meanwhile":
    """Meanwhile they are planned for what is asked: the best way to what is rare may be a bad one to what is common."""
    return _Meanwhile("prepare_threshold", lambda: None)


def as_literal(value: Any) -> str:
    """As it stands in the text of a statement."""
    from psycopg import sql

    django = connections[DEFAULT_DB_ALIAS]
    django.ensure_connection()
    return sql.Literal(value).as_string(django.connection)


@cache
def _preparing_cursor() -> Any:
    from django.db.backends.postgresql.base import ServerBindingCursor  # on SQLite nobody needs psycopg in memory

    return ServerBindingCursor


class _Meanwhile:
    """A setting of this thread's line to PostgreSQL is another one for a while. Entered at every query."""

    def __init__(self, setting: str, value: Callable[[], Any]) -> None:
        self._setting, self._value = setting, value
        self._line: Any = None

    def __enter__(self) -> None:
        django = connections[DEFAULT_DB_ALIAS]
        if django.vendor == "postgresql":
            django.ensure_connection()
            self._line = django.connection
            self._usual = getattr(self._line, self._setting)
            setattr(self._line, self._setting, self._value())

    def __exit__(self, *_error: object) -> None:
        if self._line is not None:
            setattr(self._line, self._setting, self._usual)
