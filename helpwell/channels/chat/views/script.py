"""The one script a website loads: the launcher, told where everything else is."""

import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from helpwell.base.lean import lean_script
from helpwell.channels.chat.inviting import inviting

FIVE_MINUTES = 300  # seconds a browser may keep it; the rest is found by names that change with its content


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """A classic script, so that it works wherever it is put, also by an old tag manager."""
    root = request.build_absolute_uri("/").rstrip("/")
    place = {
        "root": root,
        "module": root + static("chat/chat.js"),
        "style": root + static("chat/chat.css"),
        "inviting": [root + static("chat/invitation.js"), *inviting()],
    }
    body = f"((place) => {{\n{_launcher()}\n}})({json.dumps(place)})\n"
    return HttpResponse(
        body,
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": f"public, max-age={FIVE_MINUTES}", "Cross-Origin-Resource-Policy": "cross-origin"},
    )


@cache
def _launcher() -> str:
    found = finders.find("chat/launcher.js")
    return lean_script(Path(str(found)).read_text())
