"""Text from outside, fit for every database."""

import re

_UNFIT = re.compile("[\0\ud800-\udfff]")  # PostgreSQL keeps no NUL, and half of a pair of surrogates is no UTF-8


def one_line(text: str) -> str:
    """The text without line breaks, so that a header can carry it (T21)."""
    return " ".join(storable(text).split())


def storable(text: str) -> str:
    """The text with a sign in place of what cannot be stored."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
