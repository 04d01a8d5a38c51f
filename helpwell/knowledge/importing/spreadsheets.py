"""Spreadsheets, Excel's old and new and OpenDocument: every sheet that begins with headings we know."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from helpwell.knowledge.importing.rows import Raw, Unusable
from helpwell.knowledge.importing.tables import headings_of, names_columns

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
LARGEST_WHOLE = 256 * 1024 * 1024  # bytes, unpacked: it is read in one piece

Cell = int | float | str | bool | time | date | datetime | timedelta


def is_spreadsheet(path: Path) -> bool:
    """Whether it is one, by its content. Raises `Unusable` for one that would unpack to something enormous."""
    with path.open("rb") as file:
        if file.read(4) == OLD_EXCEL:
            return True
    try:
        with zipfile.ZipFile(path) as archive:
            return _holds_sheets(archive)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        return False


def _holds_sheets(archive: zipfile.ZipFile) -> bool:
    names = set(archive.namelist())
    is_open_document = "mimetype" in names and archive.read("mimetype").strip() == OPEN_DOCUMENT
    if not is_open_document and not any(name.startswith("xl/workbook.") for name in names):
        return False
    if sum(member.file_size for member in archive.infolist()) > LARGEST_WHOLE:
        raise Unusable(_("This spreadsheet is too large. Split it, or save it as “CSV UTF-8”."))
    return True


def sheet_rows(path: Path) -> Iterator[Raw]:
    """A row for each line of each sheet with headings. Raises `Unusable` when no sheet has any."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            sheets = [_sheet(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except PasswordError as error:
        raise Unusable(_("This spreadsheet is locked with a password. Save it without one.")) from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unusable(_("This spreadsheet is damaged. Open it and save it again.")) from error
    filled = [sheet for sheet in sheets if sheet.lines]
    known = [sheet for sheet in filled if names_columns(sheet.lines[0])]
    if not known:
        headings_of(filled[0].lines[0] if filled else [])  # says what is missing
    for sheet in known:
        yield from _rows(sheet)


@dataclass(frozen=True)
class _Sheet:
    name: str
    first_line: int  # as people count, of the first one with something in it
    lines: list[list[str]]


def _sheet(sheet: CalamineSheet) -> _Sheet:
    lines = [_cells(line) for line in sheet.to_python()]
    return _Sheet(sheet.name, (sheet.start or (0, 0))[0] + 1, lines)


def _rows(sheet: _Sheet) -> Iterator[Raw]:
    headings, *lines = sheet.lines
    for number, cells in enumerate(lines, sheet.first_line + 1):
        if any(cell.strip() for cell in cells):
            place = _("sheet “%(name)s”, line %(number)d") % {"name": sheet.name, "number": number}
            yield Raw(place, dict(zip(headings, cells, strict=False)))


def _cells(line: list[Cell]) -> list[str]:
    return [_text(cell) for cell in line]


def _text(cell: Cell) -> str:
    """As the sheet shows it: no ".0" behind whole numbers, dates as 2026-11-22."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
