"""Rows by the hundred thousand into the configured database, past the models, as Django would write them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import DateTimeField, Model

Row = Sequence[Any]


@contextmanager
def unchecked() -> Iterator[None]:
    """Meanwhile nothing looks whether what keys point to is there."""
    with connection.cursor() as cursor:
        postgresql = connection.vendor == "postgresql"
        cursor.execute("SET session_replication_role = replica" if postgresql else "PRAGMA foreign_keys = OFF")
        yield
        cursor.execute("RESET session_replication_role" if postgresql else "PRAGMA foreign_keys = ON")


@transaction.atomic
def pour(like: Model, names: Sequence[str], rows: Iterable[Row]) -> None:
    """For each of `rows`, which gives what stands in the columns of these names, a row that is otherwise as `like`.

    Keys that are not given are the database's own.
    """
    varying = [like._meta.get_field(name) for name in names]
    others = [one for one in like._meta.concrete_fields if one not in varying and not one.primary_key]
    constant = tuple(one.get_db_prep_save(one.pre_save(like, True), connection) for one in others)
    moments = [place for place, field in enumerate(varying) if isinstance(field, DateTimeField)]
    whole = ((*_as_kept(row, moments), *constant) for row in rows)
    _write(like._meta.db_table, [one.column for one in (*varying, *others)], whole)
    _free_the_next_key(type(like))


def _as_kept(row: Row, moments: Iterable[int]) -> Row:
    """With its moments as the database writes them."""
    kept = list(row)
    for place in moments:
        kept[place] = connection.ops.adapt_datetimefield_value(kept[place])
    return kept


def _write(table: str, columns: list[str], rows: Iterable[Row]) -> None:
    named = f'"{table}" ({", ".join(columns)})'
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {named} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            blanks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {named} VALUES ({blanks})", rows)  # noqa: S608  (names of our own)


def _free_the_next_key(model: type[Model]) -> None:
    """So that the database gives none that was given here."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
