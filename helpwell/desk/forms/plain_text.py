"""Text as people paste it: without the control characters that come along unseen."""

import re
from typing import Any

from django import forms

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class PlainText(forms.CharField):
    """Any text; control characters but line ends and tabs are left out without a word."""

    def to_python(self, value: Any) -> str:
        return _CONTROL.sub("", super().to_python(value) or "").replace("\r\n", "\n")
