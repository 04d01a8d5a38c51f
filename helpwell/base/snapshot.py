"""One consistent copy of the database while others write, and the way back."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

SQLITE, POSTGRES = "database.sqlite3", "database.pgdump"
AT_ONCE = 2000  # pages copied before writers get a turn
TRIES_WITHOUT_REST = 50  # steps; then the rest is copied in one go, so that busy writers cannot starve the copy


class SnapshotFailed(Exception):
    """The database could not be copied or read back; the message says why and what to do."""


def member_name() -> str:
    """What the copy of this installation's kind of database is called."""
    return POSTGRES if connection.vendor == "postgresql" else SQLITE


def take(target: Path) -> None:
    """Copy the database to `target` as it is at one moment. Raises `SnapshotFailed`."""
    if connection.vendor == "postgresql":
        _postgres("pg_dump", "--format=custom", "--no-owner", "--file", str(target))
    else:
        _copy_sqlite(database_path(), target)


def put_back(source: Path, *, replace: bool) -> None:
    """Load a PostgreSQL dump; a SQLite copy is simply put in place. Raises `SnapshotFailed`."""
    if source.name == POSTGRES:
        clean = ["--clean", "--if-exists"] if replace else []
        _postgres("pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", *clean, str(source))


def check(path: Path) -> None:
    """Whether a copied database is whole. Raises `SnapshotFailed`."""
    if path.name == SQLITE:
        try:
            with closing(sqlite3.connect(path)) as database:
                found = database.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise SnapshotFailed(f"The database in it is damaged: {error}.") from error
        if found != "ok":
            raise SnapshotFailed(f"The database in it is damaged: {found}.")


def database_path() -> Path:
    """Where SQLite keeps this installation's database."""
    return Path(str(settings.DATABASES["default"]["NAME"]))


def parts_of(database: Path) -> dict[str, Path]:
    """The files in which SQLite keeps it, by what their names end with; those of one that is in use, too."""
    parts = {ending: database.with_name(database.name + ending) for ending in ("", "-wal", "-shm", "-journal")}
    return {ending: part for ending, part in parts.items() if part.exists()}


def is_empty() -> bool:
    """Whether there is no table yet in the database."""
    if connection.vendor == "postgresql":
        return not connection.introspection.table_names()
    return not database_path().exists()


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.exists():
        raise SnapshotFailed("There is no database yet: start Helpwell once first.")
    steps = 0

    def step(_status: int, _remaining: int, _total: int) -> None:
        nonlocal steps
        steps += 1
        if steps > TRIES_WITHOUT_REST:
            raise TimeoutError

    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)) as here:
        try:
            with closing(sqlite3.connect(target)) as there:
                here.backup(there, pages=AT_ONCE, progress=step, sleep=0.01)
        except TimeoutError:
            target.unlink()
            with closing(sqlite3.connect(target)) as there:
                here.backup(there, pages=-1)


def _postgres(*command: str) -> None:
    values: dict[str, Any] = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    environment = {variable: str(values[name]) for name, variable in names.items() if values.get(name)}
    program = shutil.which(command[0])
    if program is None:
        raise SnapshotFailed(f"{command[0]} is missing: install postgresql-client.")
    target = ["--dbname", environment["PGDATABASE"]] if command[0] == "pg_restore" else []
    done = subprocess.run(  # noqa: S603 - our own arguments
        [program, *command[1:-1], *target, command[-1]],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SnapshotFailed(f"{command[0]} failed: {done.stderr.strip()[:500]}")
