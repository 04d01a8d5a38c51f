"""Bring a file or folder in: read it twice, write it row by row, report each row, lose none."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.knowledge.importing import colleagues, frame, history, votes
from helpwell.knowledge.importing.rows import Raw, Refusal, Row, Unusable
from helpwell.knowledge.importing.sources import Source, open_source
from helpwell.knowledge.importing.spellings import known_fields
from helpwell.knowledge.importing.understanding import Defaults, understand
from helpwell.knowledge.importing.writing import Writer
from helpwell.knowledge.models import Article, Import, ImportRow

logger = structlog.stdlib.get_logger(__name__)

LONGEST_BATCH = 0.25  # seconds one transaction may hold others up
BREATH = 0.02  # seconds between transactions in which others write
MOST_ROWS_AT_ONCE = 200
Result = ImportRow.Result
LOG = "log"  # the folder of an export that holds what visitors did
Tell = Callable[[Import], None]
Also = Callable[[Import, Path], None]


def bring_in(task: Import, path: Path, tell: Tell = lambda task: None, also: Also = lambda task, folder: None) -> None:
    """Import everything in `path`; the report is the rows of `task`. Bad input never raises; `tell` shows progress.

    `also` takes in what upper rooms know of an exported folder, before the import is over.
    """
    try:
        source = open_source(path)
        survey = _survey(source, Defaults(task.language, Site.current().zone), path.name)
        task.expect(survey.total)
        task.begin(is_first=not Article.objects.exists())
        if path.is_dir():
            colleagues.bring_in(task, path)
            frame.bring_in(task, path)
        _offer_languages(task, survey)
        _write_all(task, source, survey, tell)
        if path.is_dir():
            _bring_in_past(task, path)
            also(task, path)
    except Unusable as error:
        task.finish(str(error))
    else:
        task.finish()
    tell(task)


def _bring_in_past(task: Import, folder: Path) -> None:
    history.bring_in(task, folder)
    if task.is_first:
        votes.bring_in(task, folder / LOG / "votes.jsonl")


@dataclass
class Survey:
    """What a first reading found."""

    defaults: Defaults
    total: int = 0
    last: dict[tuple[str, str], int] = field(default_factory=dict)  # identity to the number of its last good row

    def languages(self) -> list[str]:
        """All languages in it, those of most rows first."""
        found = [language for _id, language in self.last]
        return sorted(set(found), key=lambda language: -found.count(language))


def _survey(source: Source, defaults: Defaults, name: str) -> Survey:
    survey = Survey(defaults)
    for number, raw in enumerate(source.rows()):
        survey.total += 1
        try:
            survey.last[understand(raw, defaults).identity] = number
        except Refusal:
            continue  # reported with its reason when its turn comes
    if not survey.total:
        raise Unusable(_("“%(name)s” holds no articles.") % {"name": name})
    return survey


def _offer_languages(task: Import, survey: Survey) -> None:
    """A language that articles are written in is one the site offers."""
    site = Site.current()
    if fresh := [language for language in survey.languages() if language not in site.languages]:
        site.change(languages=[*site.languages, *fresh])
        names = ", ".join(language_name(language) for language in fresh)
        task.remark(_("The help centre now offers: %(names)s.") % {"names": names})


def _write_all(task: Import, source: Source, survey: Survey, tell: Tell) -> None:
    writer = Writer(task.by)
    for batch in _batches(source, survey, writer):
        task.advance(batch)
        tell(task)
        time.sleep(BREATH)
    _join(task, writer)


def _batches(source: Source, survey: Survey, writer: Writer) -> Iterator[list[ImportRow]]:
    """The rows, written in transactions short enough that nobody waits for long."""
    rows = enumerate(source.rows())
    is_over = False
    while not is_over:
        batch: list[ImportRow] = []
        ends = time.monotonic() + LONGEST_BATCH
        with transaction.atomic():
            while time.monotonic() < ends and len(batch) < MOST_ROWS_AT_ONCE:
                number, raw = next(rows, (-1, None))
                if raw is None:
                    is_over = True
                    break
                batch.append(_bring_in_row(raw, number, survey, writer))
        if batch:
            yield batch


def _bring_in_row(raw: Raw, number: int, survey: Survey, writer: Writer) -> ImportRow:
    row = None
    try:
        row = understand(raw, survey.defaults)
        if survey.last[row.identity] != number:
            return _report(
                raw, row, Result.REPEATED, _("The same id and language stand further down; that row counts.")
            )
        with transaction.atomic():
            written = writer.write(row, raw)
    except Refusal as refusal:
        return _report(raw, row, Result.REFUSED, str(refusal))
    except (DatabaseError, OSError) as error:
        logger.exception("Could not write an imported row", place=raw.place)
        writer.topics.forget()
        reason = _("It could not be stored (%(why)s). Import it again.") % {"why": type(error).__name__}
        return _report(raw, row, Result.REFUSED, reason)
    return _report(raw, row, written.result, " ".join(written.notes))


def _report(raw: Raw, row: Row | None, result: str, note: str) -> ImportRow:
    left_out = result in {Result.REFUSED, Result.REPEATED}
    return ImportRow(
        place=_storable(raw.place)[:300],
        public_id=row.id if row else "",
        language=row.language if row else "",
        title=row.title if row else _storable(str(known_fields(raw.fields).get("title", "")))[:200],
        result=result,
        note=note,
        raw=_raw(raw) if left_out else "",
    )


def _raw(raw: Raw) -> str:
    """The row as it was, as JSON that can be mended and imported again."""
    fields = dict(raw.fields) if raw.fields else {"unreadable": raw.text}
    return _storable(json.dumps(fields, ensure_ascii=False, default=str))


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _join(task: Import, writer: Writer) -> None:
    with transaction.atomic():
        missing = writer.link_related()
    if missing:
        names = ", ".join(missing[:10]) + (" …" if len(missing) > 10 else "")
        task.remark(_("Related articles that do not exist: %(names)s.") % {"names": names})
    if writer.topics.made:
        task.remark(_("New categories: %(names)s.") % {"names": ", ".join(writer.topics.made[:20])})
