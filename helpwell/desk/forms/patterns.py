"""Addresses of pages, as somebody writes them down who wants something to be shown only there."""

from typing import Any

from django import forms

from helpwell.desk.forms.plain_text import PlainText

MOST = 20


class Patterns(PlainText):
    """One a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=2000, widget=forms.Textarea({"rows": 2}), **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Each once."""
        lines = (line.strip() for line in super().clean(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))[:MOST]
