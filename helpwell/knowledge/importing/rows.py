"""One row of a file: as it stands there, and as we understand it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any


class Unusable(Exception):
    """The file as a whole cannot be imported; the message says why and what to do."""


class Refusal(Exception):
    """This one row cannot be imported; the message says why."""


@dataclass(frozen=True)
class Raw:
    """A row as it stands in the file; `problem` says why it could not be read at all."""

    place: str  # "line 7" or "articles/nose-pads.de.md"
    fields: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""  # the row itself, when it could not be read
    problem: str = ""
    path: Path | None = None  # where pictures are looked for from; None: a file without pictures
    root: Path | None = None  # pictures lie in here


@dataclass(frozen=True)
class Row:
    """One article in one language. What is None, the row does not say."""

    id: str
    language: str
    title: str
    text: str
    format: str  # "plain", "markdown", "html" from elsewhere, or "exact": our own HTML
    summary: str | None = None
    category: str | None = None  # id, name or path of names ("Orders > Delivery"); "": none
    kind: str | None = None
    visibility: str | None = None
    status: str | None = None
    publish_at: datetime | None = None
    also_asked: tuple[str, ...] | None = None
    related: tuple[str, ...] | None = None
    owner: str | None = None  # e-mail address; "": nobody
    review_on: date | None = None
    source_language: str | None = None
    attachments: tuple[str, ...] = ()  # paths of files that the text does not name
    notes: tuple[str, ...] = ()  # what was mended on the way

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it the same article in the same language."""
        return self.id, self.language

    @property
    def is_empty(self) -> bool:
        """Whether there is no answer in it."""
        return not (self.text.strip() or self.summary)
