"""What a widget may tell us, read strictly: one shape for the socket and for plain requests."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from helpwell.base.site import Site
from helpwell.channels.chat.refusal import Refused
from helpwell.conversations.inbound import InboundFile
from helpwell.conversations.models.message import LONGEST

CLIENT_ID = re.compile(r"[A-Za-z0-9-]{8,64}")  # random, made in the browser
LONGEST_FRAME = 200_000  # letters; a message of the greatest length, each letter escaped, fits


@dataclass(frozen=True)
class Frame:
    """One thing the widget says, with its kind."""

    kind: str
    values: dict[str, Any]

    def text(self, name: str, most: int = 500) -> str:
        """A text, cut to what may be kept; "" when it is missing or something else."""
        value = self.values.get(name)
        return value.replace("\0", "")[:most] if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """A whole number that is not negative; 0 when it is missing or something else."""
        value = self.values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else 0

    @property
    def language(self) -> str:
        """The language the widget speaks: one of the site's."""
        languages = Site.current().languages
        wanted = self.text("language", 20).lower()
        return next((code for code in (wanted, wanted.split("-")[0]) if code in languages), languages[0])


@dataclass(frozen=True)
class Said:
    """A message as the widget sends it, checked."""

    client_id: str
    text: str
    choice: str
    conversation: int  # 0: a new one
    page: str
    wants_person: bool  # she chose to write to a person rather than to ask the assistant
    was_noted: bool  # what she typed was told us before she sent it
    files: tuple[InboundFile, ...] = ()


def read_frame(data: str | None) -> Frame:
    """The frame in this text. Raises `Refused`."""
    if data is None or len(data) > LONGEST_FRAME:
        raise Refused("long", too_long())
    try:
        values = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused("unreadable", _("This could not be read. Reload the page and try again.")) from error
    if not isinstance(values, dict) or not isinstance(values.get("kind"), str):
        raise Refused("unreadable", _("This could not be read. Reload the page and try again."))
    return Frame(values["kind"], values)


def read_said(frame: Frame, files: tuple[InboundFile, ...] = ()) -> Said:
    """The message in this frame. Raises `Refused`: nothing is cut off silently."""
    client_id, text = frame.text("id", 64), frame.text("text", LONGEST + 1).strip()
    if not CLIENT_ID.fullmatch(client_id):
        raise Refused("unreadable", _("This could not be read. Reload the page and try again."))
    if len(text) > LONGEST:
        raise Refused("long", too_long())
    if not text and not files:
        raise Refused("empty", _("Write a word first."))
    return Said(
        client_id,
        text,
        frame.text("choice", 120),
        frame.number("conversation"),
        frame.text("page"),
        frame.values.get("person") is True,
        frame.values.get("noted") is True,
        files,
    )


def too_long() -> str:
    """What somebody reads who pasted a book."""
    return _("This is longer than we can take (%(most)d letters). Send it in parts, or as a file.") % {"most": LONGEST}
