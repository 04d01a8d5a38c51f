"""A query whose SQL is written once. Django writes it anew each time, which takes ten times as long as the answer."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from helpwell.base.planning import planned_once
from helpwell.base.related import fetch_related
from helpwell.base.written import as_asked, counting, kinds_of, written

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Model)


def written_once(build: Callable[P, QuerySet[Any, R]]) -> Callable[P, list[R]]:
    """Ask what `build` would ask, and get what its queryset would find, with what it prefetches.

    What is given by place may be a key, a text, a day or a moment, or a tuple of some, in which number and order mean
    nothing. `build` must not look at it: it is called once for all of them. What is given by name shapes the query, and
    there is one for each; so do None, True and False. Nothing is asked for an empty tuple, nor for a key that no row
    can have.
    """

    @wraps(build)
    def found(*given: P.args, **shape: P.kwargs) -> list[R]:
        if (asked := as_asked(given)) is None:
            return []
        query = written(build, kinds_of(asked), tuple(shape.items()))
        rows = query.found(asked) if query else []
        for lookup in query.rows._prefetch_related_lookups if query else ():  # type: ignore[attr-defined]
            fetch_related(rows, lookup)
        return rows

    return found


def counted_once(build: Callable[P, Iterable[QuerySet[Any, Any]]]) -> Callable[P, tuple[int, ...]]:
    """How many each of `build`'s querysets would find. Asked together, they wait for the interpreter once."""

    @wraps(build)
    def counts(*given: P.args, **shape: P.kwargs) -> tuple[int, ...]:
        sql = counting(build, kinds_of(given), tuple(shape.items()))
        with planned_once(), connection.cursor() as cursor:
            cursor.execute(sql.text, sql.filled(given))
            return tuple(cursor.fetchone())

    return counts


def row_of(model: type[M], pk: int, *, is_locked: bool = False) -> M:
    """`model.objects.get(pk=pk)`, the row locked if that is wanted. Raises `DoesNotExist`."""
    found: list[M] = _with_key(pk, model=model, is_locked=is_locked)
    if not found:
        raise model.DoesNotExist  # type: ignore[attr-defined]
    return found[0]


def lock(row: Model) -> None:
    """Take the row for this transaction, with what others have changed meanwhile. Raises `DoesNotExist`."""
    fresh = row_of(type(row), row.pk, is_locked=True)
    for field in row._meta.concrete_fields:
        setattr(row, field.attname, getattr(fresh, field.attname))
    row.__dict__.pop("_prefetched_objects_cache", None)


@written_once
def _with_key(pk: int, *, model: type[Model], is_locked: bool) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = model._default_manager.filter(pk=pk)
    return rows.select_for_update() if is_locked else rows
