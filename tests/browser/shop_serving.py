"""A real server with a chat, for stories about sockets, cut lines and sudden ends."""

import json
import os
import signal
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from bench.serving import Server, free_port, manage, served

KEY = "shopchat"
ORIGIN = "https://shop.example"
SOON = 10  # seconds that anything may take
PREPARE = f"""
from helpwell.conversations.models import Inbox
Inbox.objects.create(channel="chat", name="Shop", key="{KEY}", origins=["{ORIGIN}"], options={{"assistant": False}})
from helpwell.people.models import User
User.objects.create_user("jana@example.com", "correct horse battery", name="Jana", role="agent")
"""
REPLY = """
from helpwell.conversations.models import Conversation
from helpwell.people.models import User
Conversation.objects.get(pk={pk}).reply({text!r}, by=User.objects.get())
"""


class Shop:
    """A server that may die and come back on the same data and port."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        manage(data, "prepare")
        self.run(PREPARE)

    def run(self, code: str) -> None:
        """Do something to its data from another process."""
        manage(self.data, "shell", "-c", code)

    @contextmanager
    def open(self) -> Iterator[Server]:
        """While it serves."""
        with served(self.data, self.port) as server:
            yield server

    def widget(self, session: str = "", origin: str = ORIGIN) -> "Socket":
        """A widget that has connected."""
        line = connect(f"ws://127.0.0.1:{self.port}/chat/{KEY}/live/", origin=origin, max_size=None)
        return Socket(line, session)


class Socket:
    """One widget's socket."""

    def __init__(self, line: ClientConnection, session: str) -> None:
        self.line, self.session = line, session

    def send(self, kind: str, **values: Any) -> None:
        self.line.send(json.dumps({"kind": kind, "language": "en", **values}))

    def next(self, kind: str) -> dict[str, Any]:
        """The next frame of this kind; others before it are passed over."""
        deadline = time.monotonic() + SOON
        while True:
            frame: dict[str, Any] = json.loads(self.line.recv(timeout=deadline - time.monotonic()))
            if frame["kind"] == kind:
                return frame

    def begin(self) -> None:
        """Get a session."""
        self.send("begin")
        self.session = self.next("session")["token"]

    def say(self, text: str, **values: Any) -> dict[str, Any]:
        """Send a message and wait for what it is answered with."""
        self.send("say", text=text, **{"id": uuid.uuid4().hex, **values})
        return self.next("ack")


def kill(server: Server) -> None:
    """As if the plug was pulled."""
    os.kill(server.pid, signal.SIGKILL)
