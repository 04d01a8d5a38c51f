"""SQL that Django wrote once, and the blanks in it for what is only known when it is asked."""

import re
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from helpwell.base.planning import as_literal, planned_once

Given = tuple[Any, ...]
Shape = tuple[tuple[str, Any], ...]
Build = Callable[..., QuerySet[Any, Any]]

FAR = datetime(9000, 1, 1, tzinfo=UTC)  # blanks are values that no row has: moments from FAR on, keys from MANY on …
MANY = 1_999_000_000
MARK = "\x1f"  # … and texts that begin with a control character
PARTS = 2**16  # blanks for the parts of one thing: more than a statement may have


@dataclass(frozen=True)
class Sql:
    """A statement; of its parameters some are blank until it is asked."""

    text: str
    parameters: Given
    blanks: dict[Any, tuple[int, int]]  # which thing stands there, and which part of it

    def filled(self, given: Given) -> Given:
        """The parameters, with what is given in place of the blanks."""
        parts = [value if isinstance(value, tuple) else (value,) for value in given]
        spots = ((one, self._spot(one)) for one in self.parameters)
        return tuple(_like(one, parts[spot[0]][spot[1]]) if spot else one for one, spot in spots)

    def with_constants(self) -> "Sql":
        """The same with all that is not blank in its text, as `planning.py` wants it."""
        if connection.vendor != "postgresql":
            return self
        left, blank = iter(self.parameters), []

        def constant(place: re.Match[str]) -> str:
            if place[0] == "%%":
                return "%%"
            if self._spot(value := next(left)):
                blank.append(value)
                return "%s"
            return as_literal(value).replace("%", "%%")

        text = re.sub("%%|%s", constant, self.text)
        return Sql(text, tuple(blank), self.blanks)

    def _spot(self, parameter: Any) -> tuple[int, int] | None:
        """Where what stands in for it is given; None when it is no blank."""
        return self.blanks.get(parameter) if isinstance(parameter, int | str | date) else None


@dataclass(frozen=True)
class Written:
    """A queryset as Django made it out."""

    rows: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: Sql

    def found(self, given: Given) -> list[Any]:
        """What the queryset would find, without what it prefetches."""
        iterable: Any = self.rows._iterable_class
        with planned_once():
            return list(iterable(_Asked(self, given)))


class _Asked:
    """What the iterables of Django's querysets want of a queryset and of its query."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, written: Written, given: Given) -> None:
        self.query, self.db, self.model = self, DEFAULT_DB_ALIAS, written.rows.model
        self._compiler = copy(written.compiler)
        self._compiler.connection = connections[DEFAULT_DB_ALIAS]  # each thread has its own
        sql = written.sql.text, written.sql.filled(given)
        self._compiler.as_sql = lambda *_args, **_kwargs: sql  # type: ignore[method-assign]

    def get_compiler(self, *_args: Any, **_kwargs: Any) -> SQLCompiler:
        """The one that has written the query already."""
        return self._compiler


@cache
def written(build: Build, kinds: Given, shape: Shape) -> Written | None:
    """What `build` makes of things of these kinds; None when nothing can be found, whatever is given."""
    rows = build(*_blanks(kinds), **dict(shape))
    compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        text, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    converters = compiler.get_converters([column[0] for column in compiler.select])
    compiler.get_converters = lambda _columns: converters
    return Written(rows, compiler, Sql(str(text), tuple(parameters), _places(kinds)).with_constants())


@cache
def counting(build: Callable[..., Iterable[QuerySet[Any, Any]]], kinds: Given, shape: Shape) -> Sql:
    """One statement that counts what each of several querysets finds."""
    each = [rows.query.sql_with_params() for rows in build(*_blanks(kinds), **dict(shape))]
    counts = ", ".join(
        f"(SELECT COUNT(*) FROM ({text}) AS counted_{place})"  # noqa: S608  (Django's own SQL)
        for place, (text, _parameters) in enumerate(each)
    )
    parameters = tuple(one for _text, parameters in each for one in parameters)
    return Sql(f"SELECT {counts}", parameters, _places(kinds)).with_constants()


def kinds_of(given: Given) -> Given:
    """What may stand in for each: its type, for a tuple that of its parts and how many they are; else itself."""
    return tuple(map(_kind, given))


def as_asked(given: Given) -> Given | None:
    """Keys that no row can have are left out, tuples rounded up in length; None when nothing can be found."""
    asked = tuple(_rounded(tuple(filter(_fits, one))) if isinstance(one, tuple) else one for one in given)
    return asked if () not in asked and all(map(_fits, asked)) else None


def _rounded(parts: Given) -> Given:
    """As many as a power of two, the last one again and again: one query serves for five and for eight."""
    return (*parts, *parts[-1:] * ((1 << (len(parts) - 1).bit_length()) - len(parts))) if parts else ()


def _fits(value: Any) -> bool:
    """Whether a database can compare it: its keys have 64 bits."""
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def _kind(value: Any) -> Any:
    if isinstance(value, tuple):
        return type(value[0]), len(value)
    return type(value) if isinstance(value, int | str | date) and not isinstance(value, bool) else value


def _blanks(kinds: Given) -> list[Any]:
    return [_blank(place, kind) for place, kind in enumerate(kinds)]


def _blank(place: int, kind: Any) -> Any:
    if isinstance(kind, tuple):
        return tuple(_part(kind[0], place * PARTS + number) for number in range(kind[1]))
    return _part(kind, place * PARTS) if isinstance(kind, type) else kind


def _part(kind: type, number: int) -> Any:
    if kind is int:
        return MANY + number
    if issubclass(kind, str):
        return f"{MARK}{number}"
    return FAR + timedelta(seconds=number) if kind is datetime else FAR.date() + timedelta(days=number)


def _places(kinds: Given) -> dict[Any, tuple[int, int]]:
    """Each blank as the database would be given it, and what goes there."""
    blanks = ((place, blank if isinstance(blank, tuple) else (blank,)) for place, blank in enumerate(_blanks(kinds)))
    return {_adapted(part): (place, number) for place, parts in blanks for number, part in enumerate(parts)}


def _like(blank: Any, value: Any) -> Any:
    """In the type that the database was to be given."""
    return type(blank)(value) if isinstance(blank, int) else _adapted(value)


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
