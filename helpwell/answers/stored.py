"""The index as a file in the data folder: saved by one process, opened by all, thrown away when it does not fit."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from answer_engine import AnswerEngine, BadEngineFile, open_engine, save_engine
from helpwell.base.checkup import Trouble
from helpwell.knowledge.models import Revision
from helpwell.knowledge.models.change import KEPT_FOR

NEWEST = "newest.json"
KEPT = 2  # engines: the newest, and the one before for who is just about to open it


@dataclass(frozen=True)
class Stored:
    """What a saved engine was made from, to know what is newer."""

    version: str
    database: str  # which one it was read from
    revision: int  # the newest one then, 0 for none
    looked_at: datetime
    seen: tuple[int, ...]  # changes of the last minute that it holds
    examples: str = ""  # fingerprint of what was learned from, "" for nothing
    example_count: int = 0
    learned_at: datetime | None = None
    encoder: str = ""  # name of the one that has read it, "" for none

    @classmethod
    def now(cls, engine: AnswerEngine, looked_at: datetime, seen: frozenset[int]) -> "Stored":
        """For an engine that was just read from the database."""
        seen_then = tuple(sorted(seen))
        reader = engine.senses.encoder
        return cls(engine.version, _database(), _newest_revision(), looked_at, seen_then, encoder=reader)

    @property
    def fits(self) -> bool:
        """Whether it was made from this database, which may have been put back to an earlier day since."""
        is_followed = timezone.now() - self.looked_at < KEPT_FOR
        return is_followed and self.database == _database() and self.revision <= _newest_revision()


def keep(engine: AnswerEngine, stored: Stored) -> Stored:
    """Save it, and let every process open it from now on."""
    _folder().mkdir(exist_ok=True)
    save_engine(engine, _file(stored.version))
    draft = _folder() / f"{NEWEST}.{os.getpid()}"
    draft.write_text(json.dumps(asdict(stored), default=datetime.isoformat))
    draft.replace(_folder() / NEWEST)
    saved = sorted(_folder().glob("*.engine"), key=lambda path: path.stat().st_mtime)
    for old in saved[:-KEPT]:
        old.unlink(missing_ok=True)
    return stored


def newest() -> Stored | None:
    """What was saved last; None without anything that can be read."""
    try:
        values: dict[str, Any] = json.loads((_folder() / NEWEST).read_text())
        learned_at = values.pop("learned_at")
        return Stored(
            **(values | {"looked_at": datetime.fromisoformat(values["looked_at"]), "seen": tuple(values["seen"])}),
            learned_at=datetime.fromisoformat(learned_at) if learned_at else None,
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def engine_of(stored: Stored) -> AnswerEngine:
    """The saved engine; raises BadEngineFile when the file is damaged or other code made it."""
    return open_engine(_file(stored.version))


def stamp() -> str:
    """Differs as soon as another engine was saved; "" while there is none."""
    try:
        status = (_folder() / NEWEST).stat()
    except OSError:
        return ""
    return f"{status.st_ino}.{status.st_mtime_ns}"


def troubles() -> Iterator[Trouble]:
    """What is wrong with what is saved, for the operator; searches go on meanwhile."""
    found, mend = newest(), "It is made anew within five minutes while Helpwell runs."
    if found is None or not found.fits:
        yield Trouble("no index of this database is saved", mend, is_grave=False)
        return
    try:
        engine_of(found)
    except BadEngineFile as error:
        yield Trouble(str(error).rstrip("."), mend, is_grave=False)


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other process makes an index."""
    _folder().mkdir(exist_ok=True)
    with (_folder() / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_being_made() -> bool:
    """Whether some process is at it."""
    _folder().mkdir(exist_ok=True)
    with (_folder() / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _folder() -> Path:
    return Path(settings.HELPWELL.data) / "index"


def _file(version: str) -> Path:
    return _folder() / f"{version}.engine"


def _database() -> str:
    known = connection.settings_dict
    return "|".join((connection.vendor, *(str(known[part]) for part in ("HOST", "PORT", "NAME"))))


def _newest_revision() -> int:
    return Revision.objects.aggregate(newest=Max("pk"))["newest"] or 0
