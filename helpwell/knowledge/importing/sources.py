"""What kind of file or folder this is, by its content; its name only helps."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from helpwell.knowledge.importing import folders, json_rows, spreadsheets, tables, web_pages
from helpwell.knowledge.importing.decoding import Decoding, decoding_of
from helpwell.knowledge.importing.rows import Raw, Unusable

LARGEST = 64 * 1024 * 1024  # bytes of one file


@dataclass(frozen=True)
class Source:
    """Rows that can be read again and again."""

    kind: str  # "json lines", "json", "table", "spreadsheet", "folder", "markdown", "web page"
    rows: Callable[[], Iterator[Raw]]


def open_source(path: Path) -> Source:
    """The rows in a file or folder. Raises `Unusable` when it holds none that we can read."""
    try:
        return _folder(path) if path.is_dir() else _file(path)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise Unusable(_("“%(name)s” cannot be read: %(why)s.") % {"name": path.name, "why": reason}) from error


def _folder(path: Path) -> Source:
    if not folders.markdown_files(path):
        raise Unusable(_("The folder “%(name)s” holds no Markdown files (*.md).") % {"name": path.name})
    return Source("folder", lambda: folders.folder_rows(path))


def _file(path: Path) -> Source:
    size = path.stat().st_size
    if size == 0:
        raise Unusable(_("“%(name)s” is empty.") % {"name": path.name})
    if size > LARGEST:
        raise Unusable(
            _("“%(name)s” has %(size)d MB; %(most)d MB are the most. Split it into several files.")
            % {"name": path.name, "size": size // 1024**2, "most": LARGEST // 1024**2}
        )
    if spreadsheets.is_spreadsheet(path):
        return Source("spreadsheet", lambda: spreadsheets.sheet_rows(path))
    return _text(path, decoding_of(path))


def _text(path: Path, decoding: Decoding) -> Source:
    with decoding.open(path) as file:
        start = file.read(4096).lstrip(json_rows.WHITESPACE)
    if start.startswith(("{", "[")):
        return _json(path, decoding)
    if path.suffix.lower() in folders.ENDINGS or start.startswith("---\n"):
        return Source("markdown", lambda: iter([folders.file_row(path, path.parent)]))
    if start.startswith("<"):
        return Source("web page", lambda: web_pages.page_rows(path, decoding))
    if not start:
        raise Unusable(_("“%(name)s” is empty.") % {"name": path.name})
    return Source("table", lambda: tables.table_rows(path, decoding))


def _json(path: Path, decoding: Decoding) -> Source:
    if json_rows.is_document(path, decoding):
        return Source("json", lambda: json_rows.document_rows(path, decoding))
    return Source("json lines", lambda: json_rows.lines_of(path, decoding))
