"""Some rows of an import, written in one go where that works, and the report of each."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import structlog
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from helpwell.base.storable import storable
from helpwell.knowledge.importing.arrival import Arrival
from helpwell.knowledge.importing.newcomers import write_new
from helpwell.knowledge.importing.rows import Raw, Refusal, Row
from helpwell.knowledge.importing.spellings import known_fields
from helpwell.knowledge.importing.survey import Survey
from helpwell.knowledge.importing.understanding import understand
from helpwell.knowledge.importing.writing import Writer
from helpwell.knowledge.models import ImportRow

logger = structlog.stdlib.get_logger(__name__)

Result = ImportRow.Result


@dataclass
class Batch:
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
        place=storable(raw.place)[:300],
        public_id=row.id if row else "",
        language=row.language if row else "",
        title=row.title if row else storable(str(known_fields(raw.fields).get("title", "")))[:200],
        result=result,
        note=note,
        raw=_raw(raw) if left_out else "",
    )


def _raw(raw: Raw) -> str:
    """The row as it was, as JSON that can be mended and imported again."""
    fields = dict(raw.fields) if raw.fields else {"unreadable": raw.text}
    return storable(json.dumps(fields, ensure_ascii=False, default=str))
