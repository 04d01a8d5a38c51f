"""Work with the database on behalf of the event loop: in a few threads that keep their connections."""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 4  # more only take the interpreter from each other
_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live")


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` returns; meanwhile the loop serves others."""
    here = contextvars.copy_context()  # the language that is spoken, the request that is logged
    called = partial(here.run, _with_connection, partial(work, *args, **kwargs))
    return await asyncio.get_running_loop().run_in_executor(_threads, called)


def _with_connection(work: Callable[[], T]) -> T:
    close_old_connections()  # one that broke is opened anew
    try:
        return work()
    finally:
        close_old_connections()
