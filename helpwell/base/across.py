"""Words between the open pages of several processes: straight to those of this one, to the others by way of Redis."""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakKeyDictionary

import structlog
from redis import asyncio as redis

from helpwell.base.layer import WithinProcess

logger = structlog.stdlib.get_logger(__name__)
Word = tuple[str, dict[str, Any]]  # a group, and what it is told
PassOn = Callable[[str, dict[str, Any]], Awaitable[None]]

SECONDS_BETWEEN = 1  # until we try again to hear the others
CHECKED_EVERY = 30  # seconds; a line that broke without a word is noticed then
MOST_LEAVING = 10_000  # words that wait while Redis does not answer; the oldest are dropped
LOOKS_UP_EVERY = 2  # seconds, from a line on which nothing is said


class AcrossProcesses(WithinProcess):
    """All processes hear the same line and pass on what their pages listen to. Who misses a word asks again itself."""

    def __init__(self, address: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._address = address
        self._lines: WeakKeyDictionary[asyncio.AbstractEventLoop, _Line] = WeakKeyDictionary()

    async def new_channel(self, prefix: str = "specific.") -> str:
        """A name nobody else has; from now on we hear the others."""
        self._line().listen(super().group_send)
        return await super().new_channel(prefix)

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        """Tell all of them, here and elsewhere."""
        await super().group_send(group, message)
        self._line().tell((group, message))

    def _line(self) -> "_Line":
        loop = asyncio.get_running_loop()
        if loop not in self._lines:
            self._lines[loop] = _Line(self._address)
        return self._lines[loop]


class _Line:
    """From one event loop to the other processes, and back."""

    def __init__(self, address: str) -> None:
        self._redis = redis.Redis.from_url(address, health_check_interval=CHECKED_EVERY, socket_keepalive=True)
        database = self._redis.connection_pool.connection_kwargs.get("db", 0)
        self._me, self._name = secrets.token_hex(8), f"helpwell.live.{database}"  # Redis itself tells all databases
        self._leaving: deque[Word] = deque(maxlen=MOST_LEAVING)
        self._telling: asyncio.Task[None] | None = None
        self._hearing: asyncio.Task[None] | None = None

    def tell(self, word: Word) -> None:
        """It leaves soon, with others that come meanwhile."""
        self._leaving.append(word)
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell())

    async def _tell(self) -> None:
        while self._leaving:
            words = list(self._leaving)
            self._leaving.clear()
            try:
                await self._redis.publish(self._name, json.dumps([self._me, words]))
            except Exception as error:  # whatever it is, their pages look by themselves, too
                logger.warning("Could not tell other processes", error=str(error))

    def listen(self, pass_on: PassOn) -> None:
        """Pass on what others say, from now on."""
        if self._hearing is None:
            self._hearing = asyncio.create_task(self._hear_always(pass_on))

    async def _hear_always(self, pass_on: PassOn) -> None:
        while not _is_to_end():
            try:
                await self._hear(pass_on)
            except Exception as error:  # whatever it is, the line is there for what is said next
                logger.warning("Could not hear other processes", error=str(error))
                await asyncio.sleep(SECONDS_BETWEEN)

    async def _hear(self, pass_on: PassOn) -> None:
        async with self._redis.pubsub(ignore_subscribe_messages=True) as line:
            await line.subscribe(self._name)
            while not _is_to_end():
                heard = await line.get_message(timeout=LOOKS_UP_EVERY)
                who, words = json.loads(heard["data"]) if heard else (self._me, [])
                for group, message in words if who != self._me else ():
                    await pass_on(group, message)


def _is_to_end() -> bool:
    """Whether the loop wants this task to end. The client of Redis may keep that to itself while it connects."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
