"""The way back from a backup: everything is unpacked and checked beside the data before any of it counts."""

import json
import shutil
import sqlite3
import tarfile
import zlib
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, cast

from django.conf import settings
from django.db import connection
from django.utils import timezone

from helpwell.base import snapshot
from helpwell.base.aside import Aside, put_aside
from helpwell.base.backup import FOLDER, FORMAT, LEFT_OUT, MANIFEST, Hashed, Manifest

LARGEST_MANIFEST = 64 * 1024 * 1024  # bytes
MADE_AT_START = {"secret_key", *LEFT_OUT} - {"helpwell.sqlite3"}  # a folder with only these is empty


class RestoreFailed(Exception):
    """Nothing was restored and nothing changed; the message says why and what to do."""


def restore(source: Path, *, replace: bool = False) -> tuple[Manifest, Aside | None]:
    """Bring everything back. What was there before is put aside; None: nothing was. Raises `RestoreFailed`."""
    data = Path(settings.HELPWELL.data)
    is_used = not (is_empty(data) and snapshot.is_empty())
    if is_used and not replace:
        raise RestoreFailed(
            f"The data folder {data} is not empty. Name an empty one in HELPWELL_DATA, "
            "or use --replace to put its content aside."
        )
    stamp = f"{timezone.now():%Y%m%d-%H%M%S-%f}"
    staging = data / f".restoring-{stamp}"
    try:
        manifest = unpack(source, staging)
        connection.close()
        aside = _put_aside(data, staging, stamp) if is_used else None
        _put_in_place(data, staging, aside)
    except (tarfile.TarError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise RestoreFailed(f"{source.name} is no backup of Helpwell, or it is damaged ({error}).") from error
    except (OSError, sqlite3.Error, snapshot.SnapshotFailed) as error:
        raise RestoreFailed(f"Nothing was restored: {error}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return manifest, aside


def is_empty(data: Path) -> bool:
    """Whether nobody has used this folder yet."""
    return not data.exists() or all(entry.name in MADE_AT_START for entry in data.iterdir())


def unpack(source: Path, staging: Path) -> Manifest:
    """Write every member into `staging` and hold it against the manifest."""
    found: dict[str, str] = {}
    manifest: Manifest | None = None
    with tarfile.open(source, "r:gz") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isreg() else None
            if content is None or not _is_harmless(member.name):
                raise ValueError(f"it holds “{member.name}”, which does not belong there")
            if member.name == MANIFEST:
                manifest = _read_manifest(content)
            else:
                found[member.name] = _write(content, staging / member.name)
    if manifest is None:
        raise ValueError("its list of contents is missing")
    _compare(manifest, found)
    _check_database(staging)
    return manifest


def _is_harmless(name: str) -> bool:
    """A file below the data folder, the database or the manifest; nothing that leads elsewhere (T11)."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        return False
    return name in {MANIFEST, snapshot.SQLITE, snapshot.POSTGRES} or (path.parts[0] == FOLDER and len(path.parts) > 1)


def _read_manifest(content: IO[bytes]) -> Manifest:
    manifest = Manifest(**json.loads(content.read(LARGEST_MANIFEST)))
    if manifest.format > FORMAT:
        raise ValueError("it was made by a newer Helpwell; upgrade this one first")
    datetime.fromisoformat(manifest.made_at)
    return manifest


def _write(content: IO[bytes], path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    reading = Hashed(content)
    with path.open("xb") as out:
        shutil.copyfileobj(cast("IO[bytes]", reading), out)
    path.chmod(0o600 if path.name == "secret_key" or path.parent.name.startswith(".restoring-") else 0o640)
    return reading.digest.hexdigest()


def _compare(manifest: Manifest, found: dict[str, str]) -> None:
    wrong = sorted(name for name in manifest.members | found if manifest.members.get(name) != found.get(name))
    if wrong:
        raise ValueError(f"{len(wrong)} of its files are not what they were, the first is {wrong[0]}")


def _check_database(staging: Path) -> None:
    wanted = snapshot.member_name()
    if not (staging / wanted).exists():
        kind = "PostgreSQL" if wanted == snapshot.POSTGRES else "SQLite"
        raise ValueError(f"it holds another kind of database than {kind}, which HELPWELL_DATABASE_URL asks for")
    snapshot.check(staging / wanted)


def _put_aside(data: Path, staging: Path, stamp: str) -> Aside:
    if snapshot.member_name() == snapshot.SQLITE:
        return put_aside(data, snapshot.database_path(), stamp)
    dump = staging / "before.pgdump"
    if not snapshot.is_empty():
        snapshot.take(dump)
    aside = put_aside(data, None, stamp)
    if dump.exists():
        aside.move(dump, aside.folder / snapshot.POSTGRES)
    return aside


def _put_in_place(data: Path, staging: Path, aside: Aside | None) -> None:
    """What was put aside comes back where this does not work."""
    try:
        _put_database_in_place(staging / snapshot.member_name(), replace=aside is not None)
        if (staging / FOLDER).exists():
            for entry in (staging / FOLDER).iterdir():
                entry.replace(data / entry.name) if entry.is_file() else entry.rename(data / entry.name)
    except (OSError, snapshot.SnapshotFailed):
        if aside:
            aside.take_back()
        raise


def _put_database_in_place(database: Path, *, replace: bool) -> None:
    if database.name == snapshot.POSTGRES:
        snapshot.put_back(database, replace=replace)
    else:
        place = snapshot.database_path()
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(database, place)  # it may lie on another disk
