"""The whole data folder in one file, taken while Helpwell serves.

A `.tar.gz`: the database as it was at one moment, then the files, then `manifest.json` with the hash of every member.
The database comes first, so every file it speaks of is in the backup unless it was deleted meanwhile.
"""

import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, cast

from django.conf import settings

from helpwell.base import snapshot

MANIFEST = "manifest.json"
FORMAT = 1
FOLDER = "data"  # members of the data folder lie under this name
# Made anew by every start, or living parts of the database itself.
LEFT_OUT = ("index", "static", "static.stamp", "helpwell.sqlite3", "jobs.sqlite3")
LEFT_OUT_FOLDERS = ("files/exports",)  # can be made again at any time
LEFT_OUT_BEGINNINGS = ("helpwell.sqlite3-", "jobs.sqlite3-", ".restoring-", "before-restore-")


@dataclass
class Manifest:
    """What a backup holds."""

    format: int = FORMAT
    made_at: str = ""
    members: dict[str, str] = field(default_factory=dict)  # name to SHA-256


class BackupFailed(Exception):
    """No backup was made; the message says why and what to do."""


def back_up(target: Path) -> Manifest:
    """Write everything to `target`; what was there stays until the new one is whole. Raises `BackupFailed`."""
    data = Path(settings.HELPWELL.data).resolve()
    target = target.absolute()
    if target.resolve().is_relative_to(data):
        raise BackupFailed(f"Keep backups outside of the data folder {data}.")
    if target.is_dir():
        raise BackupFailed(f"{target} is a folder. Name a file, such as {target / 'helpwell.tar.gz'}.")
    partial = target.with_name(target.name + ".partial")
    try:
        manifest = _write(partial, data)
        os.replace(partial, target)
    except (OSError, snapshot.SnapshotFailed) as error:
        raise BackupFailed(f"No backup was made: {error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _write(path: Path, data: Path) -> Manifest:
    manifest = Manifest(made_at=datetime.now(UTC).isoformat(timespec="seconds"))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        with tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as archive:
            with tempfile.TemporaryDirectory(dir=path.parent, prefix=".helpwell-") as folder:
                copy = Path(folder) / snapshot.member_name()
                snapshot.take(copy)
                _add(archive, manifest, copy, copy.name)
            for found in files_of(data):
                _add(archive, manifest, found, f"{FOLDER}/{found.relative_to(data).as_posix()}")
            _add_manifest(archive, manifest)
        out.flush()
        os.fsync(out.fileno())
    return manifest


def files_of(data: Path) -> Iterator[Path]:
    """The files of a data folder that a backup holds, besides the database."""
    for entry in sorted(data.iterdir()):
        if entry.name not in LEFT_OUT and not entry.name.startswith(LEFT_OUT_BEGINNINGS):
            inside = sorted(entry.rglob("*")) if entry.is_dir() and not entry.is_symlink() else [entry]
            files = (path for path in inside if path.is_file() and not path.is_symlink())
            yield from (path for path in files if not _is_spare(path, data) and not _is_database(path))


def _is_database(path: Path) -> bool:
    """Whether SQLite keeps it there under a name of the operator's: a copy of it is in the backup already."""
    if snapshot.member_name() != snapshot.SQLITE:
        return False
    return path.resolve() in snapshot.parts_of(snapshot.database_path().resolve()).values()


def _is_spare(path: Path, data: Path) -> bool:
    return path.relative_to(data).as_posix().startswith(tuple(f"{folder}/" for folder in LEFT_OUT_FOLDERS))


def _add(archive: tarfile.TarFile, manifest: Manifest, path: Path, name: str) -> None:
    """Add a file with its hash; one that was deleted in this moment is left out."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        member = archive.gettarinfo(arcname=name, fileobj=file)
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        reading = Hashed(file)
        archive.addfile(member, cast("IO[bytes]", reading))
        manifest.members[name] = reading.digest.hexdigest()


def _add_manifest(archive: tarfile.TarFile, manifest: Manifest) -> None:
    content = json.dumps(asdict(manifest), indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, BytesIO(content))


class Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        part = self.file.read(size)
        self.digest.update(part)
        return part
