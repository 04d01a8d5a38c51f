"""Stories of sockets, told in a loop of their own."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def in_own_loop(story: Coroutine[Any, Any, Any]) -> Any:
    """What comes of the story. It runs in a thread: Playwright keeps a loop running in the tests' own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, story).result()
