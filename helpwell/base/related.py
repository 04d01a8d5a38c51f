"""What belongs to rows that were found, fetched as `prefetch_related` would, by queries that are written once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db.models import F, Model, QuerySet

from helpwell.base.written import as_asked, kinds_of, written


def fetch_related(rows: Sequence[Any], lookup: str) -> None:
    """Have each row know what it leads to by `lookup`, such as `tags` or `uses__translation`."""
    if not rows:
        return
    name, _parting, further = lookup.partition("__")
    field = type(rows[0])._meta.get_field(name)
    found = _one_of_each(rows, field) if field.many_to_one else _many_of_each(rows, field)
    if further:
        fetch_related(found, further)


def _one_of_each(rows: Sequence[Any], field: Any) -> list[Any]:
    """The row that a key of each points to."""
    missing = [row for row in rows if not field.is_cached(row)]
    keys = {key for row in missing if (key := getattr(row, field.attname)) is not None}
    known = {one.pk: one for one in _found(_named, keys, model=field.related_model)}
    for row in missing:
        setattr(row, field.name, known.get(getattr(row, field.attname)))
    return [one for row in rows if (one := getattr(row, field.name)) is not None]


def _many_of_each(rows: Sequence[Any], field: Any) -> list[Any]:
    """All that point to each of them, or are tied to it."""
    found = _found(_belonging, {row.pk for row in rows}, model=field.related_model, to=field.remote_field.name)
    belonging = defaultdict[int, list[Any]](list)
    for one in found:
        belonging[one.belongs_to].append(one)
    name = field.name if field.many_to_many else field.cache_name
    for row in rows:
        mine = _these(getattr(row, name), belonging[row.pk]) if row.pk in belonging else _nothing(field.related_model)
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = mine
    return found


def _these(manager: Any, rows: list[Any]) -> QuerySet[Any]:
    """What the manager would find. Whatever is asked of it further is asked of these only."""
    mine: QuerySet[Any] = manager.get_queryset()
    mine._result_cache, mine._prefetch_done = rows, True  # type: ignore[attr-defined]
    return mine


@cache
def _nothing(model: type[Model]) -> QuerySet[Any]:
    """One for all rows that have none: to make a queryset takes longer than all that is asked of this one."""
    none: QuerySet[Any] = model._default_manager.none()
    none._result_cache, none._prefetch_done = [], True  # type: ignore[attr-defined]
    return none


def _found(build: Any, keys: Iterable[int], **shape: Any) -> list[Any]:
    """What `build` finds for these keys."""
    if (asked := as_asked((tuple(keys),))) is None:
        return []
    query = written(build, kinds_of(asked), tuple(shape.items()))
    return query.found(asked) if query else []


def _named(keys: tuple[int, ...], *, model: type[Model]) -> QuerySet[Any]:
    return model._default_manager.filter(pk__in=keys)


def _belonging(keys: tuple[int, ...], *, model: type[Model], to: str) -> QuerySet[Any]:
    return model._default_manager.annotate(belongs_to=F(to)).filter(belongs_to__in=keys)
