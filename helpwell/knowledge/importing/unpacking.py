"""A zipped folder, such as our own export, is unpacked beside nothing else, within limits (T11)."""

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from helpwell.knowledge.importing.rows import Unusable
from helpwell.knowledge.importing.spreadsheets import is_spreadsheet

MOST_FILES = 60_000
LARGEST_WHOLE = 1024**3  # bytes, unpacked


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The file itself, or the folder that a zip holds, for as long as it is read. Raises `Unusable`."""
    if not path.is_file() or not zipfile.is_zipfile(path) or is_spreadsheet(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="helpwell-import-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, Path(folder))
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
            raise Unusable(_("This archive is damaged or locked with a password.")) from error
        yield _root(Path(folder))


def _unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if any(member.filename.startswith("word/") for member in members):
        raise Unusable(_("This is a Word file. Put questions and answers into a table and import that."))
    if len(members) > MOST_FILES or sum(member.file_size for member in members) > LARGEST_WHOLE:
        raise Unusable(
            _("This archive is too large: 60,000 files and 1 GB are the most. Unpack it and import its folder.")
        )
    for member in members:
        name = PurePosixPath(member.filename)
        if name.is_absolute() or ".." in name.parts or "\\" in member.filename:
            raise Unusable(_("This archive holds “%(name)s”, which leads out of it.") % {"name": member.filename[:80]})
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, target.open("wb") as out:
            shutil.copyfileobj(source, out)


def _root(folder: Path) -> Path:
    """People zip a folder or what is in it."""
    entries = [entry for entry in folder.iterdir() if not entry.name.startswith((".", "__"))]
    return entries[0] if len(entries) == 1 else folder
