"""Rows of JSON: a line each, or one document that holds a list."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from helpwell.knowledge.importing import help_desks
from helpwell.knowledge.importing.decoding import Decoding
from helpwell.knowledge.importing.rows import Raw, Unusable

LISTS = ("articles", "items", "rows", "data", "results", "faq", "faqs")  # names a document keeps its rows under
SHOWN = 2000  # letters of an unreadable row that are kept in the report
WHITESPACE = " \t\r\n\ufeff"


def lines_of(path: Path, decoding: Decoding) -> Iterator[Raw]:
    """A row for each line that is not blank."""
    with decoding.open(path) as file:
        for number, line in enumerate(file, start=1):
            if line.strip(WHITESPACE):
                yield _row(line.strip(WHITESPACE), _("line %(number)d") % {"number": number})


def document_rows(path: Path, decoding: Decoding) -> Iterator[Raw]:
    """A row for each member of the document's list. Raises `Unusable` when it is no such document."""
    with decoding.open(path) as file:
        found = _parsed(file.read())
    if (theirs := help_desks.rows_of(found)) is not None:
        found = theirs
    elif isinstance(found, dict):
        found = next((found[name] for name in LISTS if isinstance(found.get(name), list)), [found])
    if not isinstance(found, list):
        raise Unusable(_("This JSON file holds no list of articles."))
    for number, member in enumerate(found, start=1):
        yield _checked(member, _("entry %(number)d") % {"number": number}, text="")


def is_document(path: Path, decoding: Decoding) -> bool:
    """Whether the file is one JSON document over several lines rather than a row a line."""
    with decoding.open(path) as file:
        first = next((line for line in file if line.strip(WHITESPACE)), "").strip(WHITESPACE)
    value = _value(first)
    if isinstance(value, dict):
        return any(isinstance(value.get(name), list) for name in LISTS)
    return first.startswith("[") or _is_whole(path, decoding)


def _is_whole(path: Path, decoding: Decoding) -> bool:
    with decoding.open(path) as file:
        return isinstance(_value(file.read()), dict)


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (RecursionError, ValueError):
        return None


def _parsed(text: str) -> Any:
    try:
        return json.loads(text.strip(WHITESPACE))
    except json.JSONDecodeError as error:
        raise Unusable(
            _("This is not valid JSON: look at line %(line)d, letter %(column)d.")
            % {"line": error.lineno, "column": error.colno}
        ) from error
    except (RecursionError, ValueError) as error:
        raise Unusable(_("This is not valid JSON: it is nested too deeply or holds endless numbers.")) from error


def _row(line: str, place: str) -> Raw:
    try:
        return _checked(json.loads(line), place, line[:SHOWN])
    except json.JSONDecodeError as error:
        problem = _("This line is not valid JSON: look at letter %(column)d.") % {"column": error.colno}
    except (RecursionError, ValueError):
        problem = _("This line is not valid JSON: it is nested too deeply or holds endless numbers.")
    return Raw(place, text=line[:SHOWN], problem=problem)


def _checked(value: Any, place: str, text: str) -> Raw:
    if not isinstance(value, dict):
        return Raw(place, text=text, problem=_('This row is no JSON object such as {"title": …, "body": …}.'))
    return Raw(place, value)
