"""Files that people brought are shown or downloaded; they never run (T11)."""

from typing import TypeVar

from django.http.response import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)


def sealed(response: R, keep: str) -> R:
    """Nothing in it runs, even when it is opened on its own. `keep` is the Cache-Control browsers are told."""
    response["Cache-Control"] = keep
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
