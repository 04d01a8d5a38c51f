"""PostgreSQL plans a statement once for each connection, if it stays the same and what varies is handed over beside it.

Django's own statements vary and are planned each time. Those that are written once (`written.py`, `storing.py`) are
prepared. What is the same every time stands in their text: an index of some rows only is used for no other text.
"""

from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


class _Meanwhile:
    """A setting of this thread's line to PostgreSQL is another one for a while. Entered at every query."""

    name: str

    def __enter__(self) -> None:
        django = connections[DEFAULT_DB_ALIAS]
        self._line: Any = None
        if django.vendor == "postgresql":
            django.ensure_connection()
            self._line = django.connection
            self._usual = getattr(self._line, self.name)
            setattr(self._line, self.name, self._value())

    def __exit__(self, *_error: object) -> None:
        if self._line is not None:
            setattr(self._line, self.name, self._usual)

    def _value(self) -> Any:
        raise NotImplementedError


class planned_once(_Meanwhile):
    """Meanwhile statements are planned once."""

    name = "cursor_factory"

    def _value(self) -> Any:
        return _preparing_cursor()


class planned_each_time(_Meanwhile):
    """Meanwhile they are planned for what is asked: the best way to what is rare may be a bad one to what is common."""

    name = "prepare_threshold"

    def _value(self) -> Any:
        return None


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
