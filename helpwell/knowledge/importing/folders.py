"""Rows of a folder: a Markdown file each, with or without front matter."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from helpwell.base.languages import is_language
from helpwell.knowledge.importing.decoding import decoding_of
from helpwell.knowledge.importing.rows import Raw, Unusable

ENDINGS = {".md", ".markdown", ".mdown"}
LARGEST = 4 * 1024 * 1024  # bytes of one Markdown file
NOT_ARTICLES = {"readme", "license", "changelog", "contributing"}
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n?---[ \t]*(?:\n|\Z)", re.DOTALL)
FIRST_HEADING = re.compile(r"\A\s*#[ \t]+(.+?)[ \t#]*\n")
# Everything is read as text, so that Norwegian (`no`) stays a language and a date what was written.
Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def folder_rows(folder: Path) -> Iterator[Raw]:
    """A row for each Markdown file in the folder and below, in order of their names."""
    for path in markdown_files(folder):
        yield file_row(path, folder)


def markdown_files(folder: Path) -> list[Path]:
    """The files that hold articles; hidden ones, links out of the folder and the README are left alone."""
    inside = folder.resolve()
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in ENDINGS
        and path.is_file()
        and path.stem.lower() not in NOT_ARTICLES
        and not any(part.startswith((".", "_")) for part in path.relative_to(folder).parts)
        and path.resolve().is_relative_to(inside)
    )


def file_row(path: Path, root: Path) -> Raw:
    """One Markdown file as a row."""
    place = path.relative_to(root).as_posix()
    try:
        if path.stat().st_size > LARGEST:
            return Raw(place, problem=_("This file is too large for one article; 4 MB are the most."))
        with decoding_of(path).open(path) as file:
            text = file.read().replace("\r\n", "\n")
        return Raw(place, _fields(text, path, root), path=path, root=root)
    except (Unusable, OSError) as error:
        return Raw(place, problem=str(error))
    except yaml.YAMLError as error:
        return Raw(
            place, text=text[:2000], problem=_("Its front matter is not valid YAML: %(why)s") % {"why": _why(error)}
        )


def _fields(text: str, path: Path, root: Path) -> dict[str, Any]:
    found = FRONT_MATTER.match(text)
    front = (yaml.load(found[1], Loader=Loader) or {}) if found else {}  # noqa: S506 - a loader that makes only texts
    if not isinstance(front, dict):
        raise Unusable(_("Its front matter is no list of names and values."))
    body = text[found.end() :] if found else text
    name, language = _name_and_language(path, root)
    fields = {"format": "markdown", "language": language, "id": name, **front}
    if not fields.get("title") and (heading := FIRST_HEADING.match(body)):
        fields["title"], body = heading[1], body[heading.end() :]
    fields["title"] = fields.get("title") or name.rpartition("/")[2].replace("-", " ").replace("_", " ").capitalize()
    return {**fields, "body": body.strip("\n")}


def _name_and_language(path: Path, root: Path) -> tuple[str, str]:
    """`de/orders/return.md` and `orders/return.de.md` are the article `orders/return` in German."""
    parts = list(path.relative_to(root).with_suffix("").parts)
    stem, _dot, ending = parts[-1].rpartition(".")
    if stem and is_language(ending):
        return "/".join([*parts[:-1], stem]), ending
    for number, part in enumerate(parts[:-1]):
        if len(part) == 2 and is_language(part):
            return "/".join([*parts[:number], *parts[number + 1 :]]), part
    return "/".join(parts), ""


def _why(error: yaml.YAMLError) -> str:
    return " ".join(str(error).split())[:200]
