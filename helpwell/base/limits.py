"""How often one address may do something before it is asked to wait."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from helpwell.base.caches import Counting

View = Callable[..., HttpResponse]


class TooMany(Exception):
    """Asked too often in a short time; the page for it says to wait."""


def limited(name: str, most: int, seconds: int) -> Callable[[View], View]:
    """Let one address through `most` times in `seconds`; after that the view raises `TooMany`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if count(name, client_address(request), seconds) > most:
                raise TooMany
            return view(request, *args, **kwargs)

        return counted

    return decorate


def seconds_to_wait(name: str, who: str, most: int, seconds: int) -> int:
    """Count one more deed of `who`; 0 while it is within `most` in `seconds`, else how long until there is room again.

    For forms that keep what was typed on the screen; other views are `limited`.
    """
    window, passed = divmod(int(time.time()), seconds)
    return 0 if count(f"{name}.{window}", who, seconds) <= most else seconds - passed


def client_address(request: HttpRequest) -> str:
    """Who sent it."""
    return address_behind(request.headers.get("X-Forwarded-For", ""), str(request.META.get("REMOTE_ADDR", "")))


def address_behind(forwarded: str, peer: str) -> str:
    """The last address that no trusted proxy of ours could have been told by a stranger (T18)."""
    trusted = settings.HELPWELL.proxies
    passed_on = [part.strip() for part in forwarded.split(",") if part.strip()]
    return passed_on[-trusted] if trusted and len(passed_on) >= trusted else peer


def count(name: str, who: str, seconds: int) -> int:
    """How often `who` has done this lately, this time included; the key tells nobody who it is."""
    counting = cast("Counting", cache)
    return counting.count(f"limit.{name}.{salted_hmac('limits', who, algorithm='sha256').hexdigest()[:24]}", seconds)
