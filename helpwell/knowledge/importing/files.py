"""The files of an exported folder that hold no articles: what is wrong in one is said, and stops nothing else."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import structlog
import yaml
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpwell.knowledge.importing.folders import Loader
from helpwell.knowledge.models import Import

logger = structlog.stdlib.get_logger(__name__)

BREATH = 0.02  # seconds between transactions in which others write
WRONG = (KeyError, TypeError, AttributeError, ValueError)  # what an entry of another shape leads to
Entry = dict[str, Any]


class Unfit(Exception):
    """An entry that says something impossible."""


def read_yaml(path: Path) -> Any:
    """What a YAML file holds, all values as text; None when there is no such file. Raises `Unfit`."""
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=Loader)  # noqa: S506 - makes only texts
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Unfit(_("it cannot be read (%(why)s)") % {"why": " ".join(str(error).split())[:200]}) from error


def take_whole(task: Import, path: Path, take: Callable[[Any], None]) -> None:
    """Give `take` what the YAML file holds: all of it comes in, or nothing."""
    try:
        if (found := read_yaml(path)) is not None:
            with transaction.atomic():
                take(found)
    except (Unfit, ValidationError, *WRONG) as error:
        said = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        task.remark(_("“%(name)s” was left out: %(why)s.") % {"name": path.name, "why": said[:300]})


def take_lines(task: Import, path: Path, take: Callable[[list[Entry]], int], *, at_once: int) -> None:
    """Give `take` so many entries of the JSON lines at a time; it says how many of them were fit.

    What is in stays in: an import that was interrupted goes on behind it.
    """
    if not path.is_file():
        return
    left_out = 0
    for batch in _batches(path, at_once, start=task.taken.get(path.name, 0)):
        entries = [entry for line in batch if (entry := _entry(line)) is not None]
        left_out += len(batch) - _taken(task, path, take, entries, len(batch))
        time.sleep(BREATH)
    if left_out:
        sentence = ngettext(
            "%(count)d line of “%(name)s” was left out; it says something impossible.",
            "%(count)d lines of “%(name)s” were left out; they say something impossible.",
            left_out,
        )
        task.remark(sentence % {"count": left_out, "name": path.name})


def moment(said: str) -> datetime:
    """The moment an entry names. Raises ValueError for what is none."""
    found = parse_datetime(said)
    if found is None or found.tzinfo is None:
        raise ValueError(said)
    return found


def maybe_moment(said: str | None) -> datetime | None:
    """The same; None where none is named."""
    return moment(said) if said else None


def _taken(task: Import, path: Path, take: Callable[[list[Entry]], int], entries: list[Entry], count: int) -> int:
    try:
        with transaction.atomic():
            task.take(path.name, count)
            return take(entries)
    except (DatabaseError, OverflowError):
        logger.exception("Could not take in what an import brought", file=path.name)
        task.taken = {**task.taken, path.name: task.taken.get(path.name, 0) - count}  # the transaction is undone
        task.take(path.name, count)
        return 0


def _batches(path: Path, size: int, *, start: int) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", errors="replace") as file:
        lines = islice((line for line in file if line.strip()), start, None)
        while batch := list(islice(lines, size)):
            yield batch


def _entry(line: str) -> Entry | None:
    try:
        value = json.loads(line.replace("\\u0000", ""))
        if "\\ud" in line.lower():
            json.dumps(value, ensure_ascii=False).encode()  # half characters are no text a database takes
    except (RecursionError, ValueError):
        return None
    return value if isinstance(value, dict) else None
