"""Pages for what went wrong: each says what happened and leads on, with a search box."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from helpwell.base.languages import direction
from helpwell.base.limits import TooMany
from helpwell.base.models import Site

Respond = Callable[[HttpRequest], HttpResponse]

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


class TooManyMiddleware:
    """Show the page that says to wait where a limit was reached."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only that one exception; all others go their way."""
        return too_many(request) if isinstance(exception, TooMany) else None
