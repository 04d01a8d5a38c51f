"""What happens around every request: its log line, its language, the site its page belongs to."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from helpwell.base.languages import direction, interface_language, preferred_language
from helpwell.base.site import Site

logger = structlog.stdlib.get_logger("helpwell.requests")

Respond = Callable[[HttpRequest], HttpResponse]


class RequestLogMiddleware:
    """One line per request: what, how it went, how long. No address, no query, no name."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=uuid.uuid4().hex[:12]):
            response = self.get_response(request)
            logger.debug(
                "request",
                method=request.method,
                path=request.path,
                status=response.status_code,
                milliseconds=round((time.perf_counter() - started) * 1000, 1),
            )
        return response


class LanguageMiddleware:
    """Speak the language in the address (`/de/...`); elsewhere the one the browser asks for."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.LANGUAGE_CODE = _language_of(request)
        with translation.override(interface_language(request.LANGUAGE_CODE)):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]) -> None:
        """A language the site does not offer is a page that does not exist."""
        if "language" in kwargs and kwargs["language"] not in Site.current().languages:
            raise Http404


class ImportMapPolicyMiddleware:
    """Let the page's own import map run. Its hash, unlike a nonce, leaves the page the same for every visitor."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if digest := getattr(request, "import_map_hash", ""):
            response._csp_update = {"script-src": [f"'{digest}'"]}  # type: ignore[attr-defined]
        return response


def _language_of(request: HttpRequest) -> str:
    site = Site.current()
    first = request.path_info.split("/", 2)[1]
    if first in site.languages:
        return first
    return preferred_language(request.headers.get("Accept-Language", ""), site)


def site(request: HttpRequest) -> dict[str, Any]:
    """For every template: the site, and the language and direction of its content."""
    language = getattr(request, "LANGUAGE_CODE", "en")
    return {"site": Site.current(), "language": language, "direction": direction(language)}
