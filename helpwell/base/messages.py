"""Texts of the interface: found in code and templates, kept in a `.po` file per room, compiled at start.

Babel does the work, so that no machine needs the gettext tools.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOMS = Path(__file__).resolve().parent.parent
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def compile_messages() -> None:
    """Turn every `.po` into the `.mo` Django reads, where the `.po` is newer."""
    for source in ROOMS.glob("**/locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            fresh = target.with_suffix(f".{os.getpid()}.mo")
            with source.open("rb") as file, fresh.open("wb") as compiled:
                write_mo(compiled, read_po(file, locale=source.parts[-3]))
            fresh.replace(target)  # another process may be reading it


def update_messages() -> None:
    """Take new texts of each room into its `.po` files; texts that are gone are dropped."""
    for room in rooms_in(ROOMS):
        template = texts_of(room)
        for folder in room.glob("locale/*/LC_MESSAGES"):
            path = folder / "django.po"
            path.touch()
            path.write_bytes(_updated(path, template))


def untranslated() -> Iterator[str]:
    """What a reader would meet in English: `room/language: text`, one for each missing translation."""
    for room in rooms_in(ROOMS):
        template = texts_of(room)
        for path in sorted(room.glob("locale/*/LC_MESSAGES/django.po")):
            catalog = _read(path)
            for message in template:
                known = catalog.get(message.id, message.context) if message.id else None
                if message.id and (known is None or known.fuzzy or not _is_whole(known.string)):
                    yield f"{room.name}/{path.parts[-3]}: {message.id!r}"


def texts_of(room: Path) -> Catalog:
    """Every translatable text in a room's code and templates."""
    catalog = Catalog(charset="utf-8")
    for path in sorted([*room.rglob("*.py"), *room.rglob("templates/**/*.*")]):
        source = path.read_text()
        if path.suffix != ".py":
            # Indented markup would be a syntax error to the reader of Python this becomes.
            source = "\n".join(line.strip() for line in templatize(source).splitlines())
        found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
        for line, text, _comments, context in found:
            if text:
                flags = ["python-format"] if "%(" in str(text) else []
                catalog.add(text, locations=[(path.relative_to(ROOMS).as_posix(), line)], context=context, flags=flags)
    return catalog


def rooms_in(house: Path) -> list[Path]:
    """Those that speak and are packages: a folder may outlive its room where compiled texts lie in it."""
    return sorted(path.parent for path in house.glob("**/locale") if (path.parent / "__init__.py").exists())


def _updated(path: Path, template: Catalog) -> bytes:
    catalog = _read(path)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    out = BytesIO()
    write_po(out, catalog, width=110, omit_header=True, include_lineno=False, sort_output=True)
    return out.getvalue()


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def _is_whole(text: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(text) if isinstance(text, list | tuple) else bool(text)
