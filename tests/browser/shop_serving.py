"""A real server with a chat, and a website elsewhere that shows it: for stories about lines, ends and foreign pages."""

import json
import os
import signal
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from websockets.sync.client import ClientConnection, connect

from bench.serving import Server, free_port, manage, served

KEY = "shopchat"
ORIGIN = "https://shop.example"
SOON = 10  # seconds that anything may take
PREPARE = """
from helpwell.conversations.models import Inbox
Inbox.objects.create(channel="chat", name="Shop", key="{key}", origins={origins}, options={options})
from helpwell.people.models import User
User.objects.create_user("jana@example.com", "correct horse battery", name="Jana", role="agent")
"""
REPLY = """
from helpwell.conversations.models import Conversation
from helpwell.people.models import User
Conversation.objects.latest("pk").reply({text!r}, by=User.objects.get(name="Jana"))
"""
SECRET = """
from pathlib import Path
from helpwell.channels.chat.identity import secret_of
from helpwell.conversations.models import Inbox
Path({path!r}).write_text(secret_of(Inbox.objects.get()))
"""


class Shop:
    """A server that may die and come back on the same data and port."""

    def __init__(self, data: Path, *origins: str, assistant: bool = False) -> None:
        self.data, self.port = data, free_port()
        manage(data, "prepare")
        options = {"assistant": assistant}
        self.run(PREPARE.format(key=KEY, origins=[ORIGIN, *origins], options=options))

    @property
    def url(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.port}"

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


@contextmanager
def stalled(server: Server) -> Iterator[None]:
    """It answers nobody meanwhile, as on a very slow line."""
    os.kill(server.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.pid, signal.SIGCONT)


class _Page(SimpleHTTPRequestHandler):
    policy = ""

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *words: Any) -> None:
        """Nobody reads it."""


@contextmanager
def website(folder: Path, port: int, policy: str = "") -> Iterator[str]:
    """Somebody else's website, with a content policy of its own."""
    handler = partial(type("Page", (_Page,), {"policy": policy}), directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{port}/"
        server.shutdown()
        thread.join()
