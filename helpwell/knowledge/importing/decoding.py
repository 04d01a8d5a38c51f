"""Which letters the bytes of a file are."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from helpwell.knowledge.importing.rows import Unusable

CHUNK = 1024 * 1024  # bytes
SAMPLE = 64 * 1024  # bytes looked at to tell text from anything else
MOST_CONTROL = 0.02  # share of control bytes from which on a file is no text
CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 26, 27}
CONTAINERS = {
    b"PK\x03\x04": "zip",
    b"%PDF": "pdf",
    b"SQLite format 3": "sqlite",
    b"\x1f\x8b": "gzip",
}


@dataclass(frozen=True)
class Decoding:
    """How to read a text file."""

    encoding: str
    errors: str  # what happens to bytes that are none

    @contextmanager
    def open(self, path: Path) -> Iterator[TextIO]:
        """The file as text; line ends stay as they are."""
        with path.open(encoding=self.encoding, errors=self.errors, newline="") as file:
            yield file


def decoding_of(path: Path) -> Decoding:
    """UTF-8, UTF-16 or Windows-1252, by the bytes themselves. Raises `Unusable` for what is no text."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    _refuse_containers(start)
    if encoding := _utf16(start):
        return Decoding(encoding, "replace")
    if sum(start.count(byte) for byte in CONTROL) > MOST_CONTROL * len(start):
        raise Unusable(
            _("This is not a text file. Helpwell reads tables (Excel, OpenDocument, CSV), JSON and Markdown.")
        )
    letters, strays = _count_utf8(path)
    if strays and strays >= letters:
        return Decoding("cp1252", "replace")
    return Decoding("utf-8-sig", "surrogateescape")


def _refuse_containers(start: bytes) -> None:
    kind = next((kind for magic, kind in CONTAINERS.items() if start.startswith(magic)), "")
    if kind == "zip":
        raise Unusable(_("This archive or spreadsheet is damaged. Open it and save it again."))
    if kind:
        raise Unusable(
            _("This is a %(kind)s file. Helpwell reads tables (Excel, OpenDocument, CSV), JSON and Markdown.")
            % {"kind": kind}
        )


def _utf16(start: bytes) -> str:
    """UTF-16 by its mark, or by the zeros that every Latin letter has beside it."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = max(len(start) // 2, 1)
    if start[1::2].count(0) > 0.4 * half and start[0::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if start[0::2].count(0) > 0.4 * half and start[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return ""


def _count_utf8(path: Path) -> tuple[int, int]:
    """How many letters beyond ASCII are good UTF-8, and how many bytes are not."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    letters = strays = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if not chunk.isascii() or decoder.getstate()[0]:
                beyond = [letter for letter in decoder.decode(chunk) if letter > "\x7f"]
                bad = sum("\udc80" <= letter <= "\udcff" for letter in beyond)
                letters, strays = letters + len(beyond) - bad, strays + bad
    return letters, strays
