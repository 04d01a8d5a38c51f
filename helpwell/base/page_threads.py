"""Django's pages for the event loop: made in a few threads, by turns, each handed over once.

Threads that compute take the interpreter from each other, twenty times and more for one page. So few pages are made
at a time, the others wait in the order they were asked for, and none waits long for a slow one. a2wsgi hands over a
page in three pieces, for each of which its thread and the loop have to get the interpreter in turn.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import copy_context
from io import BytesIO
from typing import Any

from a2wsgi.wsgi import Body, build_environ
from django.db import connection

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
Pages = Callable[[Any, Any], Iterable[bytes]]

SIDE_BY_SIDE = 2  # pages that are made at the same time; on SQLite, which works within our process
BESIDE_A_SERVER = 4  # where pages wait for a database beside us, half of their time
LONG = 0.1  # seconds; who takes longer mostly waits for something, and the next one begins
AT_ONCE = 256 * 1024  # bytes: a shorter form is awaited before a thread is taken, a shorter page handed over as a whole


class PageThreads:
    """An ASGI application out of one for WSGI. So many pages may be under way, the slow ones included."""

    def __init__(self, pages: Pages, threads: int) -> None:
        self._pages, self._threads = pages, ThreadPoolExecutor(threads, thread_name_prefix="page")
        self._turns = asyncio.Semaphore(SIDE_BY_SIDE if connection.vendor == "sqlite" else BESIDE_A_SERVER)

    async def __call__(self, scope: Any, receive: Any, send: Send) -> None:
        """Answer one request; one whose line broke while we listened gets no answer."""
        loop = asyncio.get_running_loop()
        if (sent := await _sent_along(scope, receive, loop)) is None:
            return
        page, environ = _Page(loop, send), build_environ(scope, sent)
        async with self._turn():
            rest = await loop.run_in_executor(self._threads, copy_context().run, page.made, self._pages, environ)
        for message in rest:
            await send(message)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """It ends with the page, or after a `LONG` time."""
        await self._turns.acquire()
        ends = _Once(self._turns.release)
        soon = asyncio.get_running_loop().call_later(LONG, ends)
        try:
            yield
        finally:
            soon.cancel()
            ends()


class _Once:
    """Does it the first time it is called."""

    def __init__(self, deed: Callable[[], None]) -> None:
        self._deeds = [deed]

    def __call__(self) -> None:
        while self._deeds:
            self._deeds.pop()()


class _Page:
    """One answer while it is made, in a thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, send: Send) -> None:
        self._loop, self._send = loop, send
        self._begin: list[Message] = []  # until it was sent
        self._kept: list[bytes] = []

    def made(self, pages: Pages, environ: Any) -> list[Message]:
        """What is left to send when it is done: all of it, unless it is long."""
        parts = pages(environ, self._begins)
        try:
            for part in parts:
                self._kept.append(part)
                if sum(map(len, self._kept)) > AT_ONCE:
                    self._hand_over()
        finally:
            getattr(parts, "close", lambda: None)()
        return self._taken(more=False)

    def _begins(self, status: str, headers: list[tuple[str, str]], _failure: Any = None) -> None:
        lines = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers]
        self._begin = [{"type": "http.response.start", "status": int(status.split(" ", 1)[0]), "headers": lines}]

    def _hand_over(self) -> None:
        """Wait until what there is so far has left."""
        for message in self._taken(more=True):
            asyncio.run_coroutine_threadsafe(_sending(self._send, message), self._loop).result()

    def _taken(self, *, more: bool) -> list[Message]:
        begin, body = self._begin, b"".join(self._kept)
        self._begin, self._kept = [], []
        return [*begin, {"type": "http.response.body", "body": body, "more_body": more}]


async def _sending(send: Send, message: Message) -> None:
    await send(message)


async def _sent_along(scope: Any, receive: Any, loop: asyncio.AbstractEventLoop) -> Any:
    """The body to read from; a short one is here as a whole, so that no thread waits for it. None: the line broke."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"" if b"transfer-encoding" in headers else b"0")
    if not length.isdigit() or int(length) > AT_ONCE:
        return Body(loop, receive)
    body, has_more = BytesIO(), int(length) > 0
    while has_more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body.write(message.get("body", b""))
        has_more = message.get("more_body", False)
    body.seek(0)
    return body
