"""Reads and writes the files of `predict` and `evaluate`: one JSON object a line."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from answer_engine.shapes import Document, PastQuestion


class BadFile(Exception):
    """A file that cannot be read as what it should be; its text says where and why."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One line of a question file."""

    qid: str
    text: str
    label: str | None  # the right document; None: there is none
    language: str
    task: str
    target: str  # language of the documents to look in, "" for all
    distance: str = ""  # of one without an answer, where it is told: near (same subject) or far

    def as_past(self) -> PastQuestion:
        """The question as an example to learn from."""
        return PastQuestion(self.text, self.label, self.language)


def read_documents(path: Path) -> list[Document]:
    """The articles of a file; `id` must be there, all else may be missing."""
    return [
        Document(
            _text(record, "id", place, required=True),
            _text(record, "lang", place),
            _text(record, "title", place),
            _text(record, "body", place),
        )
        for place, record in _records(path)
    ]


def read_questions(path: Path, *, has_label: bool) -> list[AskedQuestion]:
    """The questions of a file. Without `has_label` a label is never looked at."""
    return [
        AskedQuestion(
            _text(record, "qid", place, required=True),
            _text(record, "text", place),
            _label(record, place) if has_label else None,
            _text(record, "lang", place),
            _text(record, "task", place) or "answer",
            _text(record, "target", place),
            _text(record, "oos", place) if has_label else "",
        )
        for place, record in _records(path)
    ]


def read_records(path: Path) -> list[dict[str, object]]:
    """The objects of a file, whatever they hold."""
    return [record for _, record in _records(path)]


def write_records(path: Path, records: Iterable[Mapping[str, object]]) -> None:
    """One JSON object a line, whole or not at all."""
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    try:
        path.write_text(lines, encoding="utf-8", errors="surrogatepass")
    except OSError as error:
        raise BadFile(f"{path} cannot be written: {error.strerror}.") from error


def _records(path: Path) -> list[tuple[str, dict[str, object]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{path} is not UTF-8 text (byte {error.start}).") from error
    return [
        (f"{path}, line {number}", _record(f"{path}, line {number}", line))
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]


def _record(place: str, line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadFile(f"{place} is not JSON.") from error
    if not isinstance(record, dict):
        raise BadFile(f"{place} is not a JSON object.")
    return record


def _text(record: dict[str, object], key: str, place: str, *, required: bool = False) -> str:
    value = record.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if (value is None or value == "") and not required:
        return ""
    if not isinstance(value, str) or (required and not value):
        raise BadFile(f'{place} has no usable "{key}"; it must be a text.')
    return value


def _label(record: dict[str, object], place: str) -> str | None:
    return _text(record, "label", place) or None
