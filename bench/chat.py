"""How the chat holds under many open sockets: delivered, how fast, how much memory, and back after a cut (F4).

Most sockets are customers in conversations that an agent holds: what she says must come back to her by way of the
database, stored, acknowledged, told. The others ask the assistant. Then all lines are cut at once; while they are
down, more is said. First on SQLite in one process, then on PostgreSQL and Redis in two.
"""

import argparse
import asyncio
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import websockets

from bench.articles import articles
from bench.figures import Figure, Sheet, calibrate, percentile
from bench.serving import Server, fill, free_port, manage, served
from bench.widget import ORIGIN, Customer
from tests.with_servers import postgresql, redis_server

KEY, ARTICLES = "benchchat", 400
PREPARE = """
from django.utils import timezone
from helpwell.channels.chat.models import ChatSession
from helpwell.channels.chat.models.session import hashed
from helpwell.conversations.models import Conversation, Inbox
from helpwell.people.models import Contact, User, Visitor
inbox = Inbox.objects.create(channel="chat", name="Bench", key="{key}", origins=["{origin}"])
agent = User.objects.create_user("agent@example.com", "correct horse battery", name="Jana", role="agent")
contacts = Contact.objects.bulk_create(Contact(name=f"Customer {{n}}") for n in range({held}))
visitors = Visitor.objects.bulk_create(Visitor(contact=contact) for contact in contacts)
held = Conversation.objects.bulk_create(
    Conversation(
        inbox=inbox, contact=contact, assignee=agent, subject="Bench", language="en", first_replied_at=timezone.now()
    )
    for contact in contacts
)
sessions = ChatSession.objects.bulk_create(
    ChatSession(inbox=inbox, visitor=visitor, contact=visitor.contact, token_hash=hashed(f"held-{{n}}"), language="en")
    for n, visitor in enumerate(visitors)
)
links = ChatSession.conversations.through
links.objects.bulk_create(links(chatsession=s, conversation=c) for s, c in zip(sessions, held, strict=True))
ChatSession.objects.bulk_create(
    ChatSession(inbox=inbox, visitor=visitor, token_hash=hashed(f"asks-{{n}}"), language="en")
    for n, visitor in enumerate(Visitor.objects.bulk_create(Visitor() for n in range({asking})))
)
"""
SECONDS_TO_ARRIVE = 60
LONGEST_BACK = 60.0  # seconds
AT_ONCE = 100  # handshakes under way
WARM_UP = 20  # questions before any is timed


@dataclass(frozen=True)
class Load:
    """How much of everything."""

    sockets: int
    messages: int  # a second, to people
    questions: int  # a second, to the assistant
    seconds: int

    @property
    def asking(self) -> int:
        """Customers who ask the assistant, each once."""
        return self.questions * self.seconds + WARM_UP

    @property
    def held(self) -> int:
        """Customers whom an agent holds."""
        return self.sockets - self.asking


SMALL, FULL = Load(500, 50, 5, 20), Load(5000, 200, 20, 60)


@dataclass(frozen=True)
class Crowd:
    """Everybody who has the chat open."""

    held: list[Customer]
    asking: list[Customer]

    @property
    def everybody(self) -> list[Customer]:
        """All of them."""
        return [*self.held, *self.asking]


async def measure(servers: list[Server], load: Load, sheet: Sheet) -> None:
    """The whole story."""
    addresses = cycle(f"ws://127.0.0.1:{server.port}/chat/{KEY}/live/" for server in servers)
    held = [Customer(next(addresses), f"held-{number}") for number in range(load.held)]
    crowd = Crowd(held, [Customer(next(addresses), f"asks-{number}") for number in range(load.asking)])
    begun = time.perf_counter()
    await _connect_all(crowd.everybody)
    sheet.add(Figure(f"{load.sockets} sockets open after", time.perf_counter() - begun, "s"))
    worked = _worked(servers)
    await _talk(crowd, load)
    _tell_delivery(crowd, load, sheet)
    said = (load.messages + load.questions) * load.seconds
    sheet.add(Figure("processor time of a message or question", 1000 * (_worked(servers) - worked) / said, "ms"))
    sheet.add(Figure("memory of all processes", sum(one.own_memory for one in servers), "MB", 1024))
    await _cut_and_return(crowd, sheet)
    sheet.add(Figure("memory afterwards", sum(one.own_memory for one in servers), "MB", 1024))


def _worked(servers: list[Server]) -> float:
    return sum(server.processor_seconds for server in servers)


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
    await _until(lambda: all(customer.is_greeted for customer in customers))


async def _talk(crowd: Crowd, load: Load) -> None:
    """At an even pace; nobody says more than a person may."""
    questions = cycle(one.title for one in articles(ARTICLES) if one.language == "en" and one.title.endswith("?"))
    speaking, asking = _turns(crowd.held), iter(crowd.asking)
    for first in islice(asking, WARM_UP):
        await first.ask(next(questions))
        await _until(partial(_is_answered, first))
        first.answered.clear()
    await asyncio.gather(
        _evenly(load.messages, load.seconds, lambda: next(speaking).say("Where is my parcel?")),
        _evenly(load.questions, load.seconds, lambda: next(asking).ask(next(questions))),
    )
    await _until(lambda: not any(one.sent or one.asked_at for one in crowd.everybody))


def _is_answered(customer: Customer) -> bool:
    return not customer.asked_at


async def _evenly(a_second: int, seconds: int, do: Callable[[], Awaitable[None]]) -> None:
    begun = time.perf_counter()
    for number in range(a_second * seconds):
        await asyncio.sleep(max(0.0, begun + number / a_second - time.perf_counter()))
        await do()


def _turns(customers: list[Customer]) -> Iterator[Customer]:
    while True:
        yield from random.sample(customers, len(customers))


def _tell_delivery(crowd: Crowd, load: Load, sheet: Sheet) -> None:
    took = [seconds for one in crowd.held for seconds in one.took]
    answered = [seconds for one in crowd.asking for seconds in one.answered]
    said, asked = load.messages * load.seconds, load.questions * load.seconds
    pace = f"at {load.messages}/s and {load.questions} questions/s"
    acked = sum(one.acked for one in crowd.everybody) - WARM_UP
    sheet.add(Figure("stored and acknowledged", 100 * acked / (said + asked), "%", 100, at_least=True))
    sheet.add(Figure("lines that broke by themselves", sum(one.broken for one in crowd.everybody), ""))
    sheet.add(Figure("delivered", 100 * len(took) / said, "%", 100, at_least=True))
    sheet.add(Figure(f"said to seen {pace}, p50", percentile(took, 50), "ms"))
    sheet.add(Figure(f"said to seen {pace}, p95", percentile(took, 95), "ms", 250))
    sheet.add(Figure(f"said to seen {pace}, p99", percentile(took, 99), "ms", 1000))
    sheet.add(Figure("questions answered by the assistant", 100 * len(answered) / asked, "%", 100, at_least=True))
    sheet.add(Figure("its answer after asking, p50", percentile(answered, 50), "ms"))
    sheet.add(Figure("its answer after asking, p95", percentile(answered, 95), "ms", 300))


async def _cut_and_return(crowd: Crowd, sheet: Sheet) -> None:
    """All lines end at once; one in ten has said something that nobody has acknowledged yet."""
    for customer in crowd.held[::10]:
        await customer.say("And what about this?")
    for customer in crowd.everybody:
        customer.cut()
    begun = time.perf_counter()
    await _connect_all(crowd.everybody)
    sheet.add(Figure("all back after", time.perf_counter() - begun, "s", LONGEST_BACK))
    for customer in crowd.held[::10]:
        await customer.say("I am back.")
    await _until(lambda: not any(customer.sent or customer.unsure for customer in crowd.everybody))
    seen = [one.numbers for one in crowd.everybody]
    gaps = sum(sorted(set(numbers)) != list(range(1, max(numbers, default=0) + 1)) for numbers in seen)
    sheet.add(Figure("conversations with a gap", gaps, "", 0))
    sheet.add(Figure("out of order or doubled", sum(one != sorted(set(one)) for one in seen), "", 0))


async def _until(is_done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS_TO_ARRIVE
    while not is_done() and time.monotonic() < deadline:
        await asyncio.sleep(0.02)


@contextmanager
def _one_process(load: Load) -> Iterator[list[Server]]:
    """On SQLite, with nothing beside it."""
    with tempfile.TemporaryDirectory(prefix="helpwell-bench-") as folder, _serving(Path(folder), load, [{}]) as servers:
        yield servers


@contextmanager
def _two_processes(load: Load) -> Iterator[list[Server]]:
    """On a PostgreSQL and a Redis of their own. Raises `FileNotFoundError` where these are not installed."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="helpwell-bench-")))
        folder.chmod(0o755)  # PostgreSQL runs as another user
        os.environ["HELPWELL_DATABASE_URL"] = stack.enter_context(postgresql(folder / "postgresql"))
        os.environ["HELPWELL_REDIS_URL"] = stack.enter_context(redis_server(folder))
        data = folder / "data"
        data.mkdir()
        yield stack.enter_context(_serving(data, load, [{}, {"HELPWELL_JOBS": "separate"}]))


@contextmanager
def _serving(data: Path, load: Load, processes: list[dict[str, str]]) -> Iterator[list[Server]]:
    """So many web processes, articles to answer from, and conversations that an agent holds."""
    manage(data, "prepare")
    fill(data, ARTICLES)
    manage(data, "shell", "-c", PREPARE.format(key=KEY, origin=ORIGIN, held=load.held, asking=load.asking))
    with ExitStack() as stack:
        sockets = {"HELPWELL_SOCKETS_PER_ADDRESS": "100000"}
        yield [stack.enter_context(served(data, free_port(), **sockets, **more)) for more in processes]


PLACES = {"SQLite, one process": _one_process, "PostgreSQL and Redis, two processes": _two_processes}


def main() -> None:
    """`./run bench chat [--small]`."""
    parser = argparse.ArgumentParser(prog="./run bench chat", description=__doc__)
    parser.add_argument("--small", action="store_true", help="500 sockets, 50 messages and 5 questions a second")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="on one of the two databases")
    chosen = parser.parse_args()
    load = SMALL if chosen.small else FULL
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a socket is a file; the server inherits it
    sheet = Sheet("chat")
    for name, serving in PLACES.items():
        if name.lower().startswith(chosen.only or ""):
            print(f"\n{name}", flush=True)
            calibrate(sheet)
            _measure_on(serving, load, sheet)
    sys.exit(sheet.close())


def _measure_on(serving: Callable[[Load], AbstractContextManager[list[Server]]], load: Load, sheet: Sheet) -> None:
    try:
        with serving(load) as servers:
            asyncio.run(measure(servers, load, sheet))
    except FileNotFoundError as missing:
        print(f"NOT MEASURED: {missing} is not installed here.", file=sys.stderr)


if __name__ == "__main__":
    main()
