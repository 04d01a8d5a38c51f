"""Rows into the database by SQL that is written once. Django writes it anew each time, which takes longer."""

from functools import cache
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Field, Model

from helpwell.base.planning import planned_once


def store_new(row: Model) -> None:
    """As `row.save()` of a row that the database numbers. Nothing listens to such rows by signals."""
    fields = _fields_without_key(type(row))
    values = [_value(row, field, is_new=True) for field in fields]
    with transaction.mark_for_rollback_on_error(), planned_once(), connection.cursor() as cursor:
        cursor.execute(_inserting(type(row)), values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias


def store_over(row: Model, *place: str) -> None:
    """As `bulk_create([row], update_conflicts=True)`: where a row has the same in these fields, it takes the others."""
    values = [_value(row, field, is_new=True) for field in _fields_without_key(type(row))]
    with transaction.mark_for_rollback_on_error(), planned_once(), connection.cursor() as cursor:
        cursor.execute(_overwriting(type(row), place), values)


def store(row: Model, **values: Any) -> None:
    """Set these fields and save them, as `row.save(update_fields=…)` would. Raises `DatabaseError` if it is gone."""
    for name, value in values.items():
        setattr(row, name, value)
    fields = [row._meta.get_field(name) for name in values]
    given = [_value(row, field, is_new=False) for field in fields]
    with transaction.mark_for_rollback_on_error(), planned_once(), connection.cursor() as cursor:
        cursor.execute(_updating(type(row), tuple(values)), [*given, row._meta.pk.get_db_prep_save(row.pk, connection)])
        if not cursor.rowcount:
            raise DatabaseError(f"{row!r} is not stored any more.")


def _value(row: Model, field: Any, *, is_new: bool) -> Any:
    return field.get_db_prep_save(field.pre_save(row, is_new), connection)


@cache
def _fields_without_key(model: type[Model]) -> "tuple[Field[Any, Any], ...]":
    return tuple(field for field in model._meta.local_concrete_fields if not field.primary_key)


@cache
def _inserting(model: type[Model]) -> str:
    return f"{_insert(model)} RETURNING {_named(model._meta.pk)}"


@cache
def _overwriting(model: type[Model], place: tuple[str, ...]) -> str:
    others = (_named(field) for field in _fields_without_key(model) if field.name not in place)
    taken, known = ", ".join(f"{one} = EXCLUDED.{one}" for one in others), map(model._meta.get_field, place)
    return f"{_insert(model)} ON CONFLICT ({', '.join(map(_named, known))}) DO UPDATE SET {taken}"


def _insert(model: type[Model]) -> str:
    fields = _fields_without_key(model)
    columns, blanks = ", ".join(_named(field) for field in fields), ", ".join("%s" for _field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    return f"INSERT INTO {table} ({columns}) VALUES ({blanks})"  # noqa: S608  (names of our models)


@cache
def _updating(model: type[Model], names: tuple[str, ...]) -> str:
    places = ", ".join(f"{_named(model._meta.get_field(name))} = %s" for name in names)
    table, key = connection.ops.quote_name(model._meta.db_table), _named(model._meta.pk)
    return f"UPDATE {table} SET {places} WHERE {key} = %s"  # noqa: S608  (names of our models)


def _named(field: Any) -> str:
    return connection.ops.quote_name(field.column)
