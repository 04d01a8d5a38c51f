"""How the chat holds under many open sockets: delivered, how fast, how much memory, and back after a cut (F4).

Every socket is one customer in a conversation that an agent holds. What she says must come back to her by way of the
database: stored, acknowledged, told. Then all lines are cut at once; while they are down, more is said.
"""

import argparse
import asyncio
import json
import random
import resource
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection

from bench.figures import Figure, Sheet, calibrate, percentile
from bench.serving import Server, free_port, manage, served

KEY, ORIGIN = "benchchat", "https://shop.example"
PREPARE = """
from django.utils import timezone
from helpwell.channels.chat.models import ChatSession
from helpwell.channels.chat.models.session import hashed
from helpwell.conversations.models import Conversation, Inbox
from helpwell.people.models import Contact, User, Visitor
inbox = Inbox.objects.create(channel="chat", name="Bench", key="{key}", origins=["{origin}"])
agent = User.objects.create_user("agent@example.com", "correct horse battery", name="Jana", role="agent")
contacts = Contact.objects.bulk_create(Contact(name=f"Customer {{n}}") for n in range({count}))
visitors = Visitor.objects.bulk_create(Visitor(contact=contact) for contact in contacts)
held = Conversation.objects.bulk_create(
    Conversation(
        inbox=inbox, contact=contact, assignee=agent, subject="Bench", language="en", first_replied_at=timezone.now()
    )
    for contact in contacts
)
sessions = ChatSession.objects.bulk_create(
    ChatSession(inbox=inbox, visitor=visitor, contact=visitor.contact, token_hash=hashed(f"token-{{n}}"), language="en")
    for n, visitor in enumerate(visitors)
)
links = ChatSession.conversations.through
links.objects.bulk_create(links(chatsession=s, conversation=c) for s, c in zip(sessions, held, strict=True))
"""
SECONDS_TO_ARRIVE = 20
LONGEST_BACK = 60.0  # seconds
AT_ONCE = 100  # handshakes under way


@dataclass(frozen=True)
class Load:
    """How much of everything."""

    sockets: int
    messages: int  # a second
    seconds: int


SMALL, FULL = Load(500, 50, 20), Load(5000, 200, 60)


@dataclass
class Customer:
    """One open widget and what it knows."""

    address: str
    number: int
    conversation: int = 0
    line: ClientConnection | None = None
    sent: dict[str, float] = field(default_factory=dict)  # by client id, until it is back
    took: list[float] = field(default_factory=list)  # seconds from saying to seeing
    acked: int = 0
    numbers: list[int] = field(default_factory=list)
    listening: "asyncio.Task[None] | None" = None

    async def connect(self) -> None:
        """Open the line and say who is there."""
        self.line = await websockets.connect(self.address, origin=ORIGIN, max_queue=None, ping_interval=None)
        hello = {"kind": "hello", "session": f"token-{self.number}", "language": "en"}
        after = {"conversation": self.conversation, "after": max(self.numbers, default=0)} if self.conversation else {}
        await self.line.send(json.dumps({**hello, **after}))
        self.listening = asyncio.create_task(self._listen(self.line))

    async def _listen(self, line: ClientConnection) -> None:
        try:
            async for text in line:
                self._heed(json.loads(text))
        except websockets.ConnectionClosed:
            return

    def _heed(self, frame: dict[str, Any]) -> None:
        if frame["kind"] == "conversations":
            self.conversation = self.conversation or frame["list"][0]["conversation"]
        self.acked += frame["kind"] == "ack"
        for message in frame.get("messages", []):
            self.numbers.append(message["number"])
            if begun := self.sent.pop(message["id"], 0.0):
                self.took.append(time.perf_counter() - begun)

    async def say(self) -> None:
        """One message; its way back is timed."""
        client_id = uuid.uuid4().hex
        self.sent[client_id] = time.perf_counter()
        said = {"kind": "say", "id": client_id, "text": "Where is my parcel?", "conversation": self.conversation}
        if self.line:
            await self.line.send(json.dumps(said))

    def cut(self) -> None:
        """As if the network was gone: no goodbye."""
        if self.line:
            self.line.transport.abort()


async def measure(server: Server, load: Load, sheet: Sheet) -> None:
    """The whole story."""
    address = f"ws://127.0.0.1:{server.port}/chat/{KEY}/live/"
    customers = [Customer(address, number) for number in range(load.sockets)]
    begun = time.perf_counter()
    await _connect_all(customers)
    sheet.add(Figure(f"{load.sockets} sockets open after", time.perf_counter() - begun, "s"))
    worked = server.processor_seconds
    await _talk(customers, load)
    _tell_delivery(customers, load, sheet)
    said = load.messages * load.seconds
    sheet.add(Figure("processor time of a message", (server.processor_seconds - worked) / said * 1000, "ms"))
    sheet.add(Figure("memory of the process", server.memory, "MB", 1024))
    await _cut_and_return(customers, sheet)
    sheet.add(Figure("memory afterwards", server.memory, "MB", 1024))


async def _connect_all(customers: list[Customer]) -> None:
    """Each with a wait of its own, as the widget does, and not more at once than a proxy lets through."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def connect(customer: Customer) -> None:
        async with gate:
            while True:
                try:
                    return await customer.connect()
                except (OSError, TimeoutError, websockets.WebSocketException):
                    await asyncio.sleep(random.uniform(0.2, 1.0))

    await asyncio.gather(*(connect(customer) for customer in customers))
    await _until(lambda: all(customer.conversation for customer in customers))


async def _talk(customers: list[Customer], load: Load) -> None:
    """At an even pace; nobody says more than a person may."""
    turns = _turns(customers)
    begun = time.perf_counter()
    for number in range(load.messages * load.seconds):
        await asyncio.sleep(max(0.0, begun + number / load.messages - time.perf_counter()))
        await next(turns).say()
    await _until(lambda: not any(customer.sent for customer in customers))


def _turns(customers: list[Customer]) -> Iterator[Customer]:
    while True:
        yield from random.sample(customers, len(customers))


def _tell_delivery(customers: list[Customer], load: Load, sheet: Sheet) -> None:
    took = [seconds for customer in customers for seconds in customer.took]
    sent = load.messages * load.seconds
    sheet.add(Figure("stored and acknowledged", 100 * sum(one.acked for one in customers) / sent, "%", 100, True))
    sheet.add(Figure("delivered", 100 * len(took) / sent, "%", 100, at_least=True))
    sheet.add(Figure(f"said to seen at {load.messages}/s, p50", percentile(took, 50), "ms"))
    sheet.add(Figure(f"said to seen at {load.messages}/s, p95", percentile(took, 95), "ms", 250))
    sheet.add(Figure(f"said to seen at {load.messages}/s, p99", percentile(took, 99), "ms", 1000))


async def _cut_and_return(customers: list[Customer], sheet: Sheet) -> None:
    """All lines end at once; one in ten has said something that nobody has acknowledged yet."""
    for customer in customers[::10]:
        await customer.say()
    for customer in customers:
        customer.cut()
    begun = time.perf_counter()
    await _connect_all(customers)
    sheet.add(Figure("all back after", time.perf_counter() - begun, "s", LONGEST_BACK))
    for customer in customers[::10]:
        await customer.say()
    await _until(lambda: not any(customer.sent for customer in customers[1::10]))
    await asyncio.sleep(2)
    gaps = sum(sorted(set(one.numbers)) != list(range(1, max(one.numbers, default=0) + 1)) for one in customers)
    disorder = sum(one.numbers != sorted(set(one.numbers)) for one in customers)
    sheet.add(Figure("conversations with a gap", gaps, "", 0))
    sheet.add(Figure("conversations out of order or doubled", disorder, "", 0))


async def _until(is_done: Any) -> None:
    deadline = time.monotonic() + SECONDS_TO_ARRIVE
    while not is_done() and time.monotonic() < deadline:
        await asyncio.sleep(0.05)


@contextmanager
def _chatting(count: int) -> Iterator[Server]:
    """A server with so many conversations that agents hold."""
    with tempfile.TemporaryDirectory(prefix="helpwell-bench-") as folder:
        data = Path(folder)
        manage(data, "prepare")
        manage(data, "shell", "-c", PREPARE.format(key=KEY, origin=ORIGIN, count=count))
        with served(data, free_port(), HELPWELL_SOCKETS_PER_ADDRESS="100000") as server:
            yield server


def main() -> None:
    """`./run bench chat [--small]`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="500 sockets and 50 messages a second")
    load = SMALL if parser.parse_args().small else FULL
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a socket is a file; the server inherits it
    sheet = Sheet("chat")
    calibrate(sheet)
    with _chatting(load.sockets) as server:
        asyncio.run(measure(server, load, sheet))
    sys.exit(sheet.close())


if __name__ == "__main__":
    main()
