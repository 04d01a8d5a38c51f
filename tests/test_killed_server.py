"""F1, small form: the server is killed again and again while many send (P1-P3)."""

import os
import random
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bench.serving import free_port, manage, served
from tests.channels.contact_form.senders import Sender, collect_stamps

SENDERS = 16
KILLS = int(os.environ.get("HELPWELL_KILLS", "20"))  # `./run soak` asks for more
SERVING = (0.2, 0.8)  # seconds between being ready and being killed


@pytest.mark.soak
@pytest.mark.skipif(bool(os.environ.get("HELPWELL_DATABASE_URL")), reason="it brings data of its own, once is enough")
def test_a_server_killed_again_and_again_loses_nothing_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HELPWELL_DATABASE_URL", "HELPWELL_REDIS_URL"):
        monkeypatch.setenv(name, "")  # one process with one file, as most will run it
    monkeypatch.setenv("HELPWELL_PROXIES", "1")
    manage(tmp_path, "prepare")
    port = free_port()

    with _sending(tmp_path, port) as senders:
        for _ in range(KILLS):
            with served(tmp_path, port) as server:
                time.sleep(random.uniform(*SERVING))
                os.kill(server.pid, signal.SIGKILL)

    accepted = {said[0]: said for sender in senders for said in sender.ledger}
    stored = _stored(tmp_path)
    messages = Counter(text for said in stored for text in said)
    assert sum(len(said) for said in accepted.values()) > KILLS, "hardly anything was sent"
    assert sum(sender.tries for sender in senders) > sum(messages.values()), "no kill met anybody sending"
    assert [text for text, times in messages.items() if times > 1] == []
    assert {said[0]: said for said in stored} == accepted


@contextmanager
def _sending(data: Path, port: int) -> Iterator[list[Sender]]:
    """Many at work; at the end a server that lives lets them all finish."""
    stop = threading.Event()
    with served(data, port):
        stamps = list(collect_stamps(port, SENDERS * (12 + 3 * KILLS)))
    senders = [Sender(number, port, stamps[number::SENDERS], stop) for number in range(SENDERS)]
    threads = [threading.Thread(target=sender.run) for sender in senders]
    for thread in threads:
        thread.start()
    yield senders
    stop.set()
    with served(data, port):
        for thread in threads:
            thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)


def _stored(data: Path) -> list[list[str]]:
    """What each conversation holds, in the order of its numbers; a gap in them is a fault."""
    with closing(sqlite3.connect(data / "helpwell.sqlite3")) as database:
        rows = database.execute(
            "SELECT conversation_id, number, text FROM conversations_message ORDER BY conversation_id, number"
        ).fetchall()
    conversations: dict[int, list[str]] = {}
    for conversation, number, text in rows:
        said = conversations.setdefault(conversation, [])
        assert number == len(said) + 1, f"conversation {conversation} has a gap before {number}"
        said.append(text)
    return list(conversations.values())
