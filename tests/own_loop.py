"""Stories of sockets, told in a loop of their own."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from helpwell.base import live


def in_own_loop(story: Coroutine[Any, Any, Any]) -> Any:
    """What comes of the story, in a thread with a loop, as a server has: what it asks has connections of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, story).result()


@contextmanager
def serving_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A web server's loop, in a thread of its own: words to open pages leave through it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    live.serve_from(loop)
    yield loop
    live.serve_no_more()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
