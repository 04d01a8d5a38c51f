"""Bring a file or folder in: read it twice, write it row by row, report each row, lose none."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

import structlog
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.knowledge.importing import colleagues, frame, history, votes
from helpwell.knowledge.importing.newcomers import write_new
from helpwell.knowledge.importing.rows import Raw, Refusal, Row, Unusable
from helpwell.knowledge.importing.sources import Source, open_source
from helpwell.knowledge.importing.spellings import known_fields
from helpwell.knowledge.importing.understanding import Defaults, understand
from helpwell.knowledge.importing.writing import Arrival, Writer
from helpwell.knowledge.models import Article, Import, ImportRow

logger = structlog.stdlib.get_logger(__name__)

AT_ONCE = 60  # rows written in one transaction: about 0.2 seconds in which others wait to write
BREATH = 0.02  # seconds between transactions in which others write
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
    while numbered := list(islice(rows, AT_ONCE)):
        yield _Batch(writer, survey, numbered).bring_in()


@dataclass
class _Batch:
    """Some rows, and what became of each by its number."""

    writer: Writer
    survey: Survey
    numbered: list[tuple[int, Raw]]
    reports: dict[int, ImportRow] = field(default_factory=dict)

    def bring_in(self) -> list[ImportRow]:
        """Write those that can be written; the report of each, in order."""
        arrivals = self._understood()
        known = self.writer.known(arrivals.values())
        fresh = {number: one for number, one in arrivals.items() if one.row.identity not in known}
        with_files = {one.row.id for one in fresh.values() if one.body is None}
        plain = {number: one for number, one in fresh.items() if one.row.id not in with_files}
        if plain and not self._write_together(plain):
            plain = {}
        for number, arrival in fresh.items():
            if number not in plain:  # with files, or with one that the database refuses
                self._write_alone(number, arrival, lambda one: write_new([one], self.writer)[0])
        for number, arrival in arrivals.items():
            if translation := known.get(arrival.row.identity):
                self._write_alone(number, arrival, partial(self.writer.update, translation=translation))
                self.writer.relate(arrival.row)
        return [self.reports[number] for number, _raw in self.numbered]

    def _understood(self) -> dict[int, Arrival]:
        arrivals = {}
        for number, raw in self.numbered:
            try:
                row = understand(raw, self.survey.defaults)
            except Refusal as refusal:
                self.reports[number] = _report(raw, None, Result.REFUSED, str(refusal))
                continue
            if self.survey.last[row.identity] == number:
                arrivals[number] = Arrival(row, raw, list(row.notes))
                arrivals[number].prepare()
            else:
                reason = _("The same id and language stand further down; that row counts.")
                self.reports[number] = _report(raw, row, Result.REPEATED, reason)
        return arrivals

    def _write_together(self, arrivals: dict[int, Arrival]) -> bool:
        """Whether that went well; if not, nothing happened."""
        said = {number: list(arrival.notes) for number, arrival in arrivals.items()}
        try:
            results = write_new(list(arrivals.values()), self.writer)
        except DatabaseError:
            logger.warning("Rows could not be written together; trying each alone", exc_info=True)
            self.writer.topics.forget()
            for number, arrival in arrivals.items():
                arrival.notes = said[number]
            return False
        for (number, arrival), result in zip(arrivals.items(), results, strict=True):
            self.reports[number] = _report(arrival.raw, arrival.row, result, " ".join(arrival.notes))
        return True

    def _write_alone(self, number: int, arrival: Arrival, write: Callable[[Arrival], str]) -> None:
        raw, row = arrival.raw, arrival.row
        try:
            with transaction.atomic():
                result = write(arrival)
        except Refusal as refusal:
            self.reports[number] = _report(raw, row, Result.REFUSED, str(refusal))
        except (DatabaseError, OSError) as error:
            logger.exception("Could not write an imported row", place=raw.place)
            self.writer.topics.forget()
            reason = _("It could not be stored (%(why)s). Import it again.") % {"why": type(error).__name__}
            self.reports[number] = _report(raw, row, Result.REFUSED, reason)
        else:
            self.reports[number] = _report(raw, row, result, " ".join(arrival.notes))


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
