"""Words between the open pages of one process. Channels' own layer looks through all of them at every word."""

import asyncio
import secrets
from collections import defaultdict
from typing import Any

from channels.layers import BaseChannelLayer

MOST_WAITING = 100  # words for one page; one that lags so far behind learns the rest when it asks again


class WithinProcess(BaseChannelLayer):  # type: ignore[misc]
    """A channel lives until whoever waits there is cancelled; a group forgets who went without leaving it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(capacity=MOST_WAITING, **kwargs)
        self._waiting: dict[str, asyncio.Queue[dict[str, Any]]] = {}
        self._groups: defaultdict[str, set[str]] = defaultdict(set)

    async def new_channel(self, prefix: str = "specific.") -> str:
        """A name nobody else has."""
        channel = f"{prefix}.here!{secrets.token_hex(8)}"
        self._waiting[channel] = asyncio.Queue(MOST_WAITING)
        return channel

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        """One word for one page. Each gets a copy, for consumers may write into it."""
        queue = self._waiting.get(channel)
        if queue and not queue.full():
            queue.put_nowait(dict(message))

    async def receive(self, channel: str) -> dict[str, Any]:
        """The next word for this page."""
        try:
            return await self._waiting[channel].get()
        except asyncio.CancelledError:
            self._waiting.pop(channel, None)
            raise

    async def group_add(self, group: str, channel: str) -> None:
        """It hears what is told to the group."""
        self._groups[group].add(channel)

    async def group_discard(self, group: str, channel: str) -> None:
        """It hears no more of it."""
        self._groups[group].discard(channel)
        if not self._groups[group]:
            del self._groups[group]

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        """Tell all of them."""
        for channel in tuple(self._groups.get(group, ())):
            if channel in self._waiting:
                await self.send(channel, message)
            else:
                await self.group_discard(group, channel)
