"""Say what was done, with a way back: the undo is a form in the toast."""

import json
from dataclasses import asdict, dataclass

from django.contrib import messages
from django.http import HttpRequest


@dataclass(frozen=True)
class Undo:
    """Where a click on Undo goes, and the one value it brings."""

    address: str
    name: str
    value: str


def done(request: HttpRequest, text: str, undo: Undo | None = None) -> None:
    """Tell on the next page what was just done."""
    messages.success(request, text, extra_tags=json.dumps(asdict(undo)) if undo else "")


def undo_in(extra_tags: str) -> Undo | None:
    """The way back that a message carries."""
    return Undo(**json.loads(extra_tags)) if extra_tags.startswith("{") else None
