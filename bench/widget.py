"""Open widgets for the benchmark of the chat: what each knows, and how long its words took."""

import asyncio
import json
import random
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection
from websockets.typing import Origin

ORIGIN = Origin("https://shop.example")


@dataclass
class Customer:
    """One open widget and what it knows."""

    address: str
    token: str
    conversation: int = 0
    line: ClientConnection | None = None
    is_greeted: bool = False
    unsure: dict[str, str] = field(default_factory=dict)  # by client id, until it is acknowledged: sent again
    sent: dict[str, float] = field(default_factory=dict)  # by client id, until it is back
    took: list[float] = field(default_factory=list)  # seconds from saying to seeing
    asked_at: float = 0.0  # 0: no question waits for the assistant
    answered: list[float] = field(default_factory=list)  # seconds from asking to its answer
    acked: int = 0
    numbers: list[int] = field(default_factory=list)
    listening: "asyncio.Task[None] | None" = None
    broken: int = 0  # how often the line ended without our doing

    async def connect(self) -> None:
        """Open the line and say who is there."""
        self.is_greeted = False
        self.line = await websockets.connect(self.address, origin=ORIGIN, max_queue=None, ping_interval=None)
        hello = {"kind": "hello", "session": self.token, "language": "en"}
        after = {"conversation": self.conversation, "after": max(self.numbers, default=0)} if self.conversation else {}
        await self.line.send(json.dumps({**hello, **after}))
        for frame in list(self.unsure.values()):
            await self.line.send(frame)
        self.listening = asyncio.create_task(self._listen(self.line))

    async def say(self, text: str) -> None:
        """One message to a person; its way back is timed."""
        client_id = uuid.uuid4().hex
        self.sent[client_id] = time.perf_counter()
        await self._send(client_id, text)

    async def ask(self, text: str) -> None:
        """A question to the assistant, in a conversation of its own."""
        self.asked_at = time.perf_counter()
        await self._send(uuid.uuid4().hex, text)

    def cut(self) -> None:
        """As if the network was gone: no goodbye."""
        if self.line and self.listening:
            self.listening.cancel()
            self.line.transport.abort()

    async def _send(self, client_id: str, text: str) -> None:
        said = {"kind": "say", "id": client_id, "text": text, "conversation": self.conversation}
        self.unsure[client_id] = json.dumps(said)
        if self.line:
            with suppress(websockets.ConnectionClosed):  # it goes out once the line is back
                await self.line.send(self.unsure[client_id])

    async def _listen(self, line: ClientConnection) -> None:
        try:
            async for text in line:
                self._heed(json.loads(text))
        except websockets.ConnectionClosed:
            pass
        self.broken += 1
        await asyncio.sleep(random.uniform(0.5, 3))
        await self.connect()

    def _heed(self, frame: dict[str, Any]) -> None:
        self.is_greeted = self.is_greeted or frame["kind"] == "conversations"
        if frame["kind"] == "conversations" and frame["list"]:
            self.conversation = self.conversation or frame["list"][0]["conversation"]
        if frame["kind"] == "ack":
            self.acked += self.unsure.pop(frame["id"], None) is not None
            self.conversation = frame["conversation"]
        for message in frame.get("messages", []):
            self._see(message)

    def _see(self, message: dict[str, Any]) -> None:
        self.numbers.append(message["number"])
        if begun := self.sent.pop(message["id"], 0.0):
            self.took.append(time.perf_counter() - begun)
        if message["kind"] == "automatic" and self.asked_at:
            self.answered.append(time.perf_counter() - self.asked_at)
            self.asked_at = 0.0
