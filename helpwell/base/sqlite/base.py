"""The backend. Django turns the `%s` of each statement into `?` each time it is asked; here that is remembered."""

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

REMEMBERED = 1000  # statements; those asked all day long are a few hundred


class Cursor(base.SQLiteCursorWrapper):
    """Asks what it has asked before without reading the text again."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """The statement as SQLite writes it."""
        return super().convert_query(query, param_names=param_names) if param_names else _converted(query)


@lru_cache(maxsize=REMEMBERED)
def _converted(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with our cursor."""

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor for one statement after the other."""
        return self.connection.cursor(factory=Cursor)
