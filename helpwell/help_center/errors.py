"""Pages for what went wrong: each says what happened and leads on, with a search box."""

from collections.abc import Callable
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import get_resolver

from helpwell.base.languages import direction
from helpwell.base.limits import TooMany
from helpwell.base.models import Site

Respond = Callable[[HttpRequest], HttpResponse]
Handler = Callable[[HttpRequest, Exception], HttpResponse]

WAIT = "60"  # seconds


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: this address leads nowhere."""
    return render(request, "help_center/not_found.html", status=404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too often in a short time; says how long to wait."""
    response = render(request, "help_center/too_many.html", status=429)
    response["Retry-After"] = WAIT
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault. The page asks neither database nor session, for these may be what failed."""
    language = getattr(request, "LANGUAGE_CODE", "en")
    context = {"language": language, "direction": direction(language), "site": Site(name="")}
    return HttpResponse(render_to_string("help_center/failed.html", context), status=500)


class ErrorPagesMiddleware:
    """Pages where Django has none: a limit was reached, or a deed's address was opened as if it was a page."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return _nothing_to_see(request, response) if isinstance(response, HttpResponseNotAllowed) else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only that one exception; all others go their way."""
        return too_many(request) if isinstance(exception, TooMany) else None


def _nothing_to_see(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """405, which browsers would show as a broken page, leads on like a 404."""
    if request.method != "GET":
        return refused
    handler = cast(Handler, get_resolver().resolve_error_handler(404))
    page = handler(request, Http404())
    page.status_code, page["Allow"] = refused.status_code, refused["Allow"]
    return page
