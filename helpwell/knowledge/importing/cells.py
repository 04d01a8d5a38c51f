"""The values of a row, of whatever type, as clean text."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from helpwell.knowledge.importing.rows import Refusal
from helpwell.knowledge.importing.spellings import choices, value_of

SERIOUS = {"visibility", "status"}  # a wrong guess here would show what nobody should see
LONGEST_TEXT = 400_000  # letters of one article: a book of 200 pages
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]")
BROKEN = re.compile(r"[\ud800-\udfff]")  # bytes that could not be decoded, and half characters


class Cells:
    """Each is asked for by the name of its field. All raise `Refusal` for what cannot be taken."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.fields = fields
        self.had_control = False

    def text(self, name: str) -> str:
        """Several lines of text; "" when there are none."""
        value = self.fields.get(name)
        if isinstance(value, dict | list):
            raise Refusal(_("“%(name)s” holds no text.") % {"name": name})
        text = "" if value is None else str(value)
        if len(text) > LONGEST_TEXT:
            raise Refusal(
                _("“%(name)s” has %(count)d letters; %(most)d are the most. Split it into several articles.")
                % {"name": name, "count": len(text), "most": LONGEST_TEXT}
            )
        return self._clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))

    def line(self, name: str) -> str:
        """One line of text; "" when there is none."""
        return " ".join(self.text(name).split())

    def maybe_line(self, name: str) -> str | None:
        """One line of text; None when the row has no such field."""
        return self.line(name) if self.fields.get(name) is not None else None

    def several(self, name: str) -> tuple[str, ...] | None:
        """A list, or a cell with lines, `;` or `|` between the parts; None when there is no such field."""
        value = self.fields.get(name)
        if value is None:
            return None
        parts = value if isinstance(value, list | tuple) else re.split(r"[\n;|]", str(value))
        lines = (" ".join(self._clean(str(part)).split()) for part in parts if not isinstance(part, dict | list))
        return tuple(dict.fromkeys(line for line in lines if line))

    def choice(self, name: str) -> str | None:
        """One of the words the field may hold; None when the row does not say."""
        said = self.line(name)
        if not said:
            return None
        value = value_of(name, said)
        if value is None and name in SERIOUS:
            raise Refusal(
                _("“%(said)s” is no %(name)s we know. Use one of: %(choices)s.")
                % {"said": said[:40], "name": name, "choices": ", ".join(choices(name))}
            )
        return value

    def _clean(self, text: str) -> str:
        if BROKEN.search(text):
            raise Refusal(_("It holds bytes that are no text. Save the file as UTF-8."))
        cleaned = CONTROL.sub("", text)
        self.had_control = self.had_control or cleaned != text
        return cleaned
