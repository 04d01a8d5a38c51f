"""Anonymous forms on cached pages carry no token; the browser itself says where they were sent from."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from helpwell.base.errors import stale_form

View = Callable[..., HttpResponse]


def from_our_pages(view: View) -> View:
    """A POST that only our own pages may send (docs/decisions/020-no-token-on-public-pages.md)."""

    return require_POST(posted_from_our_pages(view))


def posted_from_our_pages(view: View) -> View:
    """A page that anybody may open, and a form on it that only our own pages may send."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not is_from_our_pages(request):
            return stale_form(request)
        return view(request, *args, **kwargs)

    guarded.is_from_our_pages = True  # type: ignore[attr-defined]  # a test asks every anonymous POST for this
    return guarded


def is_from_our_pages(request: HttpRequest) -> bool:
    """Whether the browser vouches for it; one that says nothing is not believed."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


def is_same_origin_visit(request: HttpRequest) -> bool:
    """Whether a page of ours led here, for a GET that takes note of something."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
