"""One process: pages in threads, and by default the timetable beside them."""

import asyncio
import gc
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpwell.settings")

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import URLRouter
from django.conf import settings
from django.urls import re_path

from helpwell.wsgi import application as pages  # first: it sets Django up

# isort: split
from helpwell.base.page_threads import PageThreads
from helpwell.channels.chat.held import let_go
from helpwell.channels.chat.held import urls as chat_held
from helpwell.channels.chat.live import urls as chat_sockets
from helpwell.desk.live import urls as desk_sockets
from helpwell.help_center.live import urls as customer_sockets

gc.set_threshold(20_000, 20, 50)  # a whole collection stops everybody for tens of milliseconds; we make few cycles
pages_in_threads: Any = PageThreads(pages, settings.HELPWELL.threads)


class NoSuchSocket(AsyncWebsocketConsumer):  # type: ignore[misc]
    """An address where nobody listens."""

    async def connect(self) -> None:
        await self.close()


sockets = URLRouter([*chat_sockets, *customer_sockets, *desk_sockets, re_path("", NoSuchSocket.as_asgi())])
requests = URLRouter([*chat_held, re_path("", pages_in_threads)])  # what waits for news may not hold a thread


def _before_the_end(work: Callable[[], None]) -> None:
    """Call `work` when the server is told to end: it waits for open requests before it says so to anybody."""
    if threading.current_thread() is not threading.main_thread():
        return  # a server in a test, which is not told by signals
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, partial(_heed_signal, asyncio.get_running_loop(), work, signal.getsignal(number)))


def _heed_signal(loop: asyncio.AbstractEventLoop, work: Callable[[], None], then: Any, *told: Any) -> None:
    loop.call_soon_threadsafe(work)
    if callable(then):
        then(*told)


@asynccontextmanager
async def lifespan() -> AsyncIterator[None]:
    """What runs beside the pages for as long as the process serves."""
    from helpwell.answers.index import index
    from helpwell.answers.rebuilding import built_apart
    from helpwell.base import live
    from helpwell.bot.responder import Responder
    from helpwell.conversations.noticing import Noticer
    from helpwell.help_center.viewed import tally
    from helpwell.worker import EmbeddedConsumer, consumer

    live.serve_from(asyncio.get_running_loop())
    _before_the_end(let_go)
    index.start(make=built_apart)
    responder = Responder()
    responder.start()
    noticer = None if settings.HELPWELL.redis else Noticer()
    if noticer:
        noticer.start()
    tally.start()
    worker = consumer(EmbeddedConsumer) if settings.HELPWELL.jobs == "embedded" else None
    if worker:
        worker.start()
    yield
    if worker:
        await asyncio.to_thread(worker.stop, graceful=True)
    await asyncio.to_thread(responder.stop)
    if noticer:
        await asyncio.to_thread(noticer.stop)
    await asyncio.to_thread(tally.stop)
    index.stop()
    live.serve_no_more()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Serve pages and sockets; start and end what runs beside them."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http":
        await requests(scope, receive, send)
    elif scope["type"] == "websocket":
        await sockets(scope, receive, send)


async def _live(receive: Any, send: Any) -> None:
    await receive()
    async with lifespan():
        await send({"type": "lifespan.startup.complete"})
        await receive()
    await send({"type": "lifespan.shutdown.complete"})
