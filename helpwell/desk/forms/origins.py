"""Addresses of websites, as browsers name them."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from helpwell.desk.forms.plain_text import PlainText


class Origins(PlainText):
    """One a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=5000, widget=forms.Textarea({"rows": 3}), **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Each as browsers name it: scheme, host, port, nothing more."""
        lines = [line.strip() for line in super().clean(value).splitlines()]
        return list(dict.fromkeys(_origin(line) for line in lines if line))


def _origin(line: str) -> str:
    try:
        parts = urlsplit(line if "://" in line else f"https://{line}")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        parts, port = urlsplit(""), ""
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host or any(letter in host for letter in " *@,;'\""):
        raise ValidationError(
            _("“%(line)s” is no address of a website. Write it as https://shop.example."), params={"line": line[:60]}
        )
    return f"{parts.scheme}://{host}{port}"
