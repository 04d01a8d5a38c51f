"""Work with the database on behalf of the event loop: in a few threads that keep their connections.

Whatever waits when a thread comes is taken along at once and handed back at once: each hand-over between a thread and
the loop costs as much as a read.
"""

import asyncio
import contextvars
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, ParamSpec, TypeVar

import structlog
from django.db import close_old_connections, connection

logger = structlog.stdlib.get_logger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

MOST = 16  # taken along at once: the first waits for the last


class Call:
    """One thing that the loop waits for."""

    def __init__(self, asked: Any) -> None:
        self.asked = asked
        self.context = contextvars.copy_context()  # the language that is spoken, the request that is logged
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.found: Any = None
        self.error: Exception | None = None

    def attempt(self, step: Callable[[], T]) -> T | None:
        """What this step of it returns. If it fails, whoever waits hears of it."""
        try:
            return self.context.run(step)
        except Exception as error:
            self.error = error
            return None

    def hand_back(self) -> None:
        """In the loop: whoever waits goes on, if she has not left."""
        if self.future.done():
            return
        if self.error:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.found)


class Crew:
    """A few threads, begun when there is something to do. `do` sees to the calls that were taken along.

    `elsewhere`: how many they are where the database is a server of its own, for which they wait.
    """

    def __init__(self, name: str, threads: int, elsewhere: int, do: Callable[[Sequence[Call]], None]) -> None:
        self._name, self._threads, self._elsewhere, self._do = name, threads, elsewhere, do
        self._waiting: SimpleQueue[Call] = SimpleQueue()
        self._begun = False

    async def ask(self, asked: Any) -> Any:
        """What came of it; meanwhile the loop serves others."""
        call = Call(asked)
        self._waiting.put(call)
        if not self._begun:
            self._begin()
        return await call.future

    def _begin(self) -> None:
        self._begun = True
        for number in range(self._threads if connection.vendor == "sqlite" else self._elsewhere):
            threading.Thread(target=self._work, name=f"{self._name}_{number}", daemon=True).start()

    def _work(self) -> None:
        while True:
            calls = self._taken()
            try:
                close_old_connections()  # one that broke is opened anew
                self._do(calls)
                close_old_connections()
            except Exception as error:  # whatever it is, the thread is there for those who come next
                logger.exception("Could not work for open pages")
                _fail(calls, error)
            _hand_back(calls)

    def _taken(self) -> list[Call]:
        taken = [self._waiting.get()]
        with suppress(Empty):
            while len(taken) < MOST:
                taken.append(self._waiting.get_nowait())
        return taken


def _fail(calls: Sequence[Call], error: Exception) -> None:
    for call in calls:
        call.error = call.error or error


def _hand_back(calls: Sequence[Call]) -> None:
    """To each loop all of its calls in one step."""
    for loop in {call.loop for call in calls}:
        with suppress(RuntimeError):  # the loop has ended, and nobody waits
            loop.call_soon_threadsafe(_go_on, [call for call in calls if call.loop is loop])


def _go_on(calls: Sequence[Call]) -> None:
    for call in calls:
        call.hand_back()


def _each(calls: Sequence[Call]) -> None:
    for call in calls:
        call.found = call.attempt(call.asked)


_crew = Crew("live", 2, 3, _each)


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` returns; meanwhile the loop serves others."""
    found: T = await _crew.ask(partial(work, *args, **kwargs))
    return found
