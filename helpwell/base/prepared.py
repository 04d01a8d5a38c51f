"""A query whose SQL is written once. Django writes it anew each time, which takes ten times as long as the answer."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

from django.db import connection
from django.db.models import QuerySet

ANYBODY = -1_000_003  # stands in for the key of who asks, until it is known; no row has it

Texts = tuple[str, ...]
Build = Callable[..., QuerySet[Any, Any]]


def prepared(build: Build) -> Callable[..., list[tuple[Any, ...]]]:
    """Ask what `build`, a function from tuples of texts to a `values_list`, would ask, and get its rows.

    `build` must not look at the texts: it is called once for each combination of their numbers.
    """

    def rows(*given: Collection[str]) -> list[tuple[Any, ...]]:
        if not all(given):
            return []
        sql, blanks = _written(build, tuple(map(len, given)))
        texts = {_blank(*place): text for place, text in _places(given)}
        with connection.cursor() as cursor:
            cursor.execute(sql, [texts.get(blank, blank) for blank in blanks])
            return list(cursor.fetchall())

    return rows


@cache
def _written(build: Build, counts: tuple[int, ...]) -> tuple[str, tuple[Any, ...]]:
    """The SQL for so many texts in each group, and its parameters: blanks, and what is always the same."""
    groups = [tuple(_blank(group, place) for place in range(count)) for group, count in enumerate(counts)]
    sql, blanks = build(*groups).query.sql_with_params()
    return str(sql), tuple(blanks)


def _blank(group: int, place: int) -> str:
    """Stands in for a text that is not known yet; nobody's text begins with a control character."""
    return f"\x1f{group}.{place}"


def _places(given: Collection[Collection[str]]) -> list[tuple[tuple[int, int], str]]:
    return [((group, place), text) for group, texts in enumerate(given) for place, text in enumerate(texts)]


@dataclass(frozen=True)
class AskedByAnybody:
    """A query that is the same for everybody but for the key of who asks, if it names that at all."""

    sql: str
    parameters: tuple[Any, ...]

    @classmethod
    def written(cls, query: QuerySet[Any, Any]) -> Self:
        """From a `values_list` in which the key of who asks is `ANYBODY`; nothing in it may depend on the moment."""
        sql, parameters = query.query.sql_with_params()
        return cls(str(sql), tuple(parameters))

    @classmethod
    def counting(cls, queries: Iterable[QuerySet[Any, Any]]) -> Self:
        """One row: how many each of these finds. Asked together, they wait for the interpreter once."""
        written = [cls.written(query) for query in queries]
        counts = ", ".join(
            f"(SELECT COUNT(*) FROM ({one.sql}) AS counted_{place})"  # noqa: S608  (Django's own SQL)
            for place, one in enumerate(written)
        )
        return cls(f"SELECT {counts}", tuple(value for one in written for value in one.parameters))

    def rows(self, key: int = ANYBODY) -> list[tuple[Any, ...]]:
        """What it finds, for the one with this key."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [key if one == ANYBODY else one for one in self.parameters])
            return list(cursor.fetchall())
