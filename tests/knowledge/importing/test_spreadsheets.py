"""Spreadsheets as people have them: several sheets, gaps above the table, numbers and dates in cells."""

import zipfile
from pathlib import Path

import pytest

from helpwell.knowledge.importing import spreadsheets
from helpwell.knowledge.importing.rows import Unusable
from helpwell.knowledge.importing.unpacking import unpacked
from helpwell.knowledge.models import Article, Translation
from tests.knowledge.importing.test_bringing_in import brought_in, left_out, results

pytestmark = pytest.mark.django_db

EXCEL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
BOOK_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

Lines = list[list[str | int]]


def excel(path: Path, sheets: dict[str, Lines], first_line: int = 1) -> Path:
    """A small Excel file, written by the standard's letter."""
    names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
    links = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SHEET_KIND}"/>'
        for n in range(1, len(sheets) + 1)
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{BOOK_KIND}"/>{kinds}</Types>',
        )
        root = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        book.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{root}</Relationships>')
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>')
        book.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{EXCEL}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
        )
        for number, lines in enumerate(sheets.values(), 1):
            book.writestr(f"xl/worksheets/sheet{number}.xml", _sheet(lines, first_line))
    return path


def _sheet(lines: Lines, first_line: int) -> str:
    rows = "".join(
        f'<row r="{number}">{"".join(_cell(value, f"{chr(65 + n)}{number}") for n, value in enumerate(line))}</row>'
        for number, line in enumerate(lines, first_line)
    )
    return f'<worksheet xmlns="{EXCEL}"><sheetData>{rows}</sheetData></worksheet>'


def _cell(value: str | int, place: str) -> str:
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def test_every_sheet_with_headings_comes_in_wherever_its_table_begins(tmp_path: Path):
    path = excel(
        tmp_path / "faq.xlsx",
        {
            "Notes": [["call Anna"]],
            "Returns": [["Nr", "Frage", "Antwort", "Sprache"], [7, "Rückgabe?", "30 Tage", "de"], [8, "", "x", "de"]],
            "Shipping": [["id", "question", "answer", "language"], ["s1", "Do you ship to Riga?", "Yes, daily.", "en"]],
        },
        first_line=3,
    )

    task = brought_in(path)

    assert results(task) == ["created", "refused", "created"]
    assert Article.objects.filter(public_id="7").exists()
    assert Translation.objects.get(language="en").live.title == "Do you ship to Riga?"
    assert [row.place for row in task.rows.all()][:2] == ["sheet “Returns”, line 4", "sheet “Returns”, line 5"]
    assert left_out(task)


def test_a_spreadsheet_without_headings_is_told_what_it_needs(tmp_path: Path):
    task = brought_in(excel(tmp_path / "a.xlsx", {"One": [["colour", "size"], ["red", 5]], "Two": []}))

    assert task.state == "failed"
    assert "no column we know" in task.problem


def test_an_empty_spreadsheet_is_told_what_it_needs(tmp_path: Path):
    assert "no column we know" in brought_in(excel(tmp_path / "a.xlsx", {"One": []})).problem


def test_a_spreadsheet_that_unpacks_to_something_enormous_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(spreadsheets, "LARGEST_WHOLE", 500)
    path = excel(tmp_path / "a.xlsx", {"One": [["title", "body"], ["a", "b"]]})

    assert "too large" in brought_in(path).problem


def test_a_word_file_is_told_to_become_a_table(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as file:
        file.writestr("word/document.xml", "<w/>")

    with pytest.raises(Unusable, match="into a table"), unpacked(tmp_path / "a.docx"):
        pass
