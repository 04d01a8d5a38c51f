"""Pages that other websites may show inside their own: only those an admin has named (T14)."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse

from helpwell.conversations.models import Inbox
from helpwell.help_center.addresses import Addresses
from helpwell.help_center.pages import show

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?", re.IGNORECASE)


def show_framed(
    request: HttpRequest, template: str, addresses: Addresses, inbox: Inbox, **context: Any
) -> HttpResponse:
    """The page in its usual frame; with `?embed` without one, for the websites of its inbox."""
    is_embedded = "embed" in request.GET
    frame = "help_center/embed_frame.html" if is_embedded else "help_center/frame.html"
    response = show(request, template, addresses, inbox=inbox, frame=frame, is_embedded=is_embedded, **context)
    return _let_in(response, inbox) if is_embedded else response


def _let_in(response: HttpResponse, inbox: Inbox) -> HttpResponse:
    """Our own preview, and the websites an admin has named."""
    origins = [origin for origin in inbox.origins if ORIGIN.fullmatch(origin)]
    response.xframe_options_exempt = True  # frame-ancestors says it better
    response._csp_replace = {"frame-ancestors": ["'self'", *origins]}  # type: ignore[attr-defined]
    return response
