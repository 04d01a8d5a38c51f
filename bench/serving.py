"""A real server on data of its own, for the benchmarks that measure what people feel."""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.articles import articles

PROJECT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 90


@dataclass(frozen=True)
class Server:
    """A running Helpwell."""

    port: int
    pid: int
    data: Path

    @property
    def memory(self) -> float:
        """Resident memory of the whole process, in MB."""
        return self._megabytes("status", "VmRSS:")

    @property
    def own_memory(self) -> float:
        """The same where a page that several processes hold counts a share in each (PSS), in MB."""
        return self._megabytes("smaps_rollup", "Pss:")

    @property
    def processor_seconds(self) -> float:
        """What the whole process has computed so far; unlike the clock it does not mind who else is busy."""
        own, of_system = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
        return (int(own) + int(of_system)) / os.sysconf("SC_CLK_TCK")

    def _megabytes(self, file: str, name: str) -> float:
        lines = Path(f"/proc/{self.pid}/{file}").read_text().splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith(name))) / 1024


@contextmanager
def serving(count: int) -> Iterator[Server]:
    """A server whose help centre holds `count` articles, ready to answer; ended afterwards."""
    with tempfile.TemporaryDirectory(prefix="helpwell-bench-") as folder:
        data = Path(folder)
        manage(data, "prepare")
        fill(data, count)
        with served(data, free_port()) as server:
            yield server


@contextmanager
def served(data: Path, port: int, **environment: str) -> Iterator[Server]:
    """A server on this data, as `./run serve` starts it; ended afterwards, unless somebody killed it before."""
    command = [sys.executable, "-m", "uvicorn", "helpwell.asgi:application", "--port", str(port), "--lifespan", "on"]
    sockets = ["--ws-max-size", "4194304", "--ws-per-message-deflate", "false"]
    pings = ["--ws-ping-interval", "30", "--ws-ping-timeout", "60"]
    process = subprocess.Popen(
        [*command, *sockets, *pings, "--no-access-log", "--log-level", "warning"],
        env={**environment_of(data), "PORT": str(port), **environment},
        cwd=PROJECT,
    )
    try:
        _wait_until_ready(port)
        yield Server(port, process.pid, data)
    finally:
        process.terminate()
        process.wait(timeout=15)


def fill(data: Path, count: int) -> None:
    """Through the front door: the import that operators use."""
    file = data / "articles.jsonl"
    with file.open("w") as out:
        for document in articles(count):
            row = {"id": document.id, "lang": document.language, "title": document.title, "body": document.body}
            out.write(json.dumps(row) + "\n")
    manage(data, "import", str(file))


def manage(data: Path, *command: str) -> None:
    """One of Django's commands on this data."""
    subprocess.run(
        [sys.executable, "-m", "django", *command],
        env=environment_of(data),
        cwd=PROJECT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def environment_of(data: Path) -> dict[str, str]:
    """What a process that works on this data has to be told."""
    return {
        **os.environ,
        "HELPWELL_DATA": str(data),
        "HELPWELL_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "helpwell.settings",
    }


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_START)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"The server was not ready after {SECONDS_TO_START} s")
