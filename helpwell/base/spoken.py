"""Whose language and time zone it is, kept apart for each request without a lock.

Django keeps both, and the prefix of its addresses, in asgiref's `Local`, which takes a lock at each look: a page of the
desk looks ten thousand times, and with eight agents a third of all threads waited there. A `ContextVar` needs none.
"""

from contextvars import ContextVar
from typing import Any, Final

from django.urls import base as urls
from django.utils import timezone
from django.utils.translation import trans_real

_NOTHING: Final = object()  # nothing is set here; None is a value


class Spoken:
    """Stands for a `Local` that only ever holds `value`."""

    def __init__(self, name: str) -> None:
        self._here: ContextVar[Any] = ContextVar(name, default=_NOTHING)

    @property
    def value(self) -> Any:
        """What was set in this thread or task. Raises AttributeError when nothing was."""
        if (value := self._here.get()) is _NOTHING:
            raise AttributeError("value")
        return value

    @value.setter
    def value(self, value: Any) -> None:
        self._here.set(value)

    @value.deleter
    def value(self) -> None:
        self._here.set(_NOTHING)


def keep_apart() -> None:
    """Have Django keep language, time zone and addresses so. Call it before anything is said."""
    for module, name in ((trans_real, "_active"), (timezone, "_active"), (urls, "_prefixes"), (urls, "_urlconfs")):
        setattr(module, name, Spoken(f"{module.__name__}.{name}"))
