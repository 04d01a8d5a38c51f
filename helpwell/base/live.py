"""Words to open pages, through Channels: within this process, or by Redis to all of them."""

import asyncio
import functools
import threading
from typing import Any

import structlog
from channels.layers import get_channel_layer
from django.conf import settings

logger = structlog.stdlib.get_logger(__name__)
_loops: list[asyncio.AbstractEventLoop] = []


def serve_from(loop: asyncio.AbstractEventLoop) -> None:
    """From now on words leave through this loop: the web server's."""
    _loops[:] = [loop]


def serve_no_more() -> None:
    """The web server ends: nobody listens any more."""
    _loops.clear()


def publish(group: str, event: dict[str, Any]) -> None:
    """Tell every page that listens to `group`; never waits and never fails. A page that misses it asks again itself."""
    layer, loop = get_channel_layer(), _loop()
    if layer and loop:
        sending = asyncio.run_coroutine_threadsafe(layer.group_send(group, event), loop)
        sending.add_done_callback(_log_failure)


def _loop() -> asyncio.AbstractEventLoop | None:
    """The web server's loop; in a worker one of its own, if Redis carries words to the web server at all."""
    if _loops:
        return _loops[0]
    return _own_loop() if settings.HELPWELL.redis else None


@functools.cache
def _own_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="live", daemon=True).start()
    return loop


def _log_failure(sending: Any) -> None:
    if not sending.cancelled() and (error := sending.exception()):
        logger.warning("Could not tell open pages", error=str(error))
