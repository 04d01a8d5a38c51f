"""Rows of a table: CSV with any delimiter, headings in several spellings."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from helpwell.knowledge.importing.decoding import Decoding
from helpwell.knowledge.importing.rows import Raw, Unusable
from helpwell.knowledge.importing.spellings import field_of

DELIMITERS = ",;\t|"
LONGEST_CELL = 32 * 1024 * 1024  # letters; what is too long for an article is refused with its row
MOST_RESTARTS = 20  # quotes that are never closed, before we call the file broken
SHOWN = 2000  # letters of an unreadable row that are kept in the report

csv.field_size_limit(LONGEST_CELL)


def table_rows(path: Path, decoding: Decoding) -> Iterator[Raw]:
    """A row for each record. Raises `Unusable` when there is no heading we know."""
    with decoding.open(path) as file:
        sample = "".join(islice(file, 5))[:100_000]
    delimiter = _delimiter(sample)
    skip = 0  # lines of the file that are done with
    headings: list[str] = []
    for _attempt in range(MOST_RESTARTS):
        with decoding.open(path) as file:
            records = _Records(islice(file, skip, None), delimiter, skip)
            for record in records:
                if record.is_unclosed:
                    break
                if not headings:
                    headings = headings_of(record.cells)
                else:
                    yield from _row(record, headings)
            else:
                return
        yield Raw(
            _("line %(number)d") % {"number": record.first_line},
            text=record.text[:SHOWN],
            problem=_("A quotation mark is opened here and never closed."),
        )
        skip = record.first_line
    raise Unusable(_("Too many quotation marks in this table are never closed. Export it again as CSV."))


def _delimiter(sample: str) -> str:
    """The one that makes most known headings of the first line; of equals the more frequent."""
    first = sample.lstrip("\ufeff").split("\n", 1)[0]
    return max(
        DELIMITERS, key=lambda mark: (len(_known(next(csv.reader([first], delimiter=mark), []))), first.count(mark))
    )


def _known(cells: Iterable[str]) -> set[str]:
    return {name for cell in cells if (name := field_of(cell))}


def names_columns(cells: list[str]) -> bool:
    """Whether this line names the least we need to know: where the questions stand."""
    return "title" in _known(cells)


def headings_of(cells: list[str]) -> list[str]:
    """The line as headings. Raises `Unusable` when it names no column we know."""
    if not names_columns(cells):
        raise Unusable(
            _("The first line names no column we know. It needs a column “title” or “question”; found: %(found)s.")
            % {"found": ", ".join(cell.strip()[:30] for cell in cells[:12]) or "-"}
        )
    return cells


def _row(record: "_Record", headings: list[str]) -> Iterator[Raw]:
    if any(cell.strip() for cell in record.cells):
        place = _("line %(number)d") % {"number": record.first_line}
        if len(record.cells) > len(headings) and any(cell.strip() for cell in record.cells[len(headings) :]):
            yield Raw(
                place,
                text=record.text[:SHOWN],
                problem=_("This row has %(count)d cells, the heading only %(most)d. Put quotation marks around texts.")
                % {"count": len(record.cells), "most": len(headings)},
            )
        else:
            yield Raw(place, dict(zip(headings, record.cells, strict=False)))


@dataclass
class _Record:
    """Cells, and where they came from."""

    cells: list[str]
    first_line: int
    text: str

    @property
    def is_unclosed(self) -> bool:
        """Whether a quotation mark in it never ended: then it swallowed the rest of the file."""
        return self.text.count('"') % 2 == 1 and "\n" in self.text.strip("\n")


@dataclass
class _Records:
    """Reads records and remembers the lines each was made of."""

    lines: Iterator[str]
    delimiter: str
    skipped: int
    taken: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[_Record]:
        reader = csv.reader(self._remembered(), delimiter=self.delimiter)
        first = self.skipped + 1
        for cells in reader:
            text = "".join(self.taken)
            yield _Record(cells, first, text)
            first += len(self.taken)
            self.taken.clear()

    def _remembered(self) -> Iterator[str]:
        for line in self.lines:
            self.taken.append(line)
            yield line.replace("\0", "")
