"""Words to open pages, through Channels: within this process, or by Redis to all of them."""

import asyncio
import functools
import threading
from collections import deque
from typing import Any

import structlog
from channels.layers import get_channel_layer
from django.conf import settings

logger = structlog.stdlib.get_logger(__name__)
_loops: list[asyncio.AbstractEventLoop] = []
_leaving: deque[tuple[tuple[str, ...], dict[str, Any]]] = deque()
_called = threading.Event()  # the loop was called and has not begun yet: what is said meanwhile leaves with the rest


def serve_from(loop: asyncio.AbstractEventLoop) -> None:
    """From now on words leave through this loop: the web server's."""
    _leaving.clear()
    _called.clear()
    _loops[:] = [loop]


def serve_no_more() -> None:
    """The web server ends: nobody listens any more."""
    _loops.clear()


def publish(event: dict[str, Any], *groups: str) -> None:
    """Tell every page that listens to one of the groups; never waits, never fails. Who misses it asks again itself."""
    if loop := _loop():
        _leaving.append((groups, event))
        if not _called.is_set():  # two who ask this at once both call, and the second call finds nothing to do
            _called.set()
            asyncio.run_coroutine_threadsafe(_send(), loop)


async def _send() -> None:
    _called.clear()  # first: whoever speaks from now on calls again
    layer = get_channel_layer()
    while _leaving:
        groups, event = _leaving.popleft()
        for group in groups:
            try:
                await layer.group_send(group, event)
            except Exception as error:  # whatever it is, pages look by themselves, too
                logger.warning("Could not tell open pages", error=str(error))


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
