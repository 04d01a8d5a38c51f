"""A request that is served in the event loop: read and answered by hand, so that no thread waits along."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from django.utils.translation import gettext as _

from helpwell.channels.chat.frames import too_long
from helpwell.channels.chat.refusal import Refused

LONGEST_BODY = 10_000  # bytes

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Gone(Exception):
    """Nobody waits for this answer any more."""


async def body_of(scope: dict[str, Any], receive: Receive) -> str:
    """What was sent with it. Raises `Refused`, and `Gone` when she has left."""
    if scope["method"] != "POST":
        raise Refused("unreadable", _("This could not be read. Reload the page and try again."))
    body, more = b"", True
    while more:
        part = await receive()
        if part["type"] == "http.disconnect":
            raise Gone
        body, more = body + part.get("body", b""), part.get("more_body", False)
        if len(body) > LONGEST_BODY:
            raise Refused("long", too_long())
    return body.decode(errors="replace")


async def answer(send: Send, told: Any, status: int, origin: str) -> None:
    """Told as JSON, to a page of `origin`; "" for none that may read it."""
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store"), (b"vary", b"Origin")]
    if origin:
        headers.append((b"access-control-allow-origin", origin.encode("latin-1")))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(told, ensure_ascii=False).encode()})
