"""Runs a command beside a PostgreSQL and a Redis of its own: `python -m tests.with_servers COMMAND ...`.

Both live in a temporary folder on free ports and end with the command.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

SECONDS_TO_START = 20


def main(command: list[str]) -> int:
    """The command's exit code, or 3 when a server is not installed."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="helpwell-servers-")))
        folder.chmod(0o755)
        try:
            database = stack.enter_context(postgresql(folder / "postgresql"))
            redis = stack.enter_context(redis_server(folder))
        except FileNotFoundError as missing:
            print(f"NOT TESTED on PostgreSQL and Redis: {missing} is not installed here.", file=sys.stderr)
            return 3
        environment = {**os.environ, "HELPWELL_DATABASE_URL": database, "HELPWELL_REDIS_URL": redis}
        return subprocess.run(command, env=environment, check=False).returncode


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A fresh PostgreSQL; its address as an URL."""
    port, binaries = _free_port(), _postgresql_binaries()
    folder.mkdir()
    as_user = []
    if os.geteuid() == 0:  # initdb refuses root
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    _quietly([*as_user, f"{binaries}/initdb", "-D", folder, "-A", "trust", "-U", "helpwell", "-E", "UTF8", "--no-sync"])
    options = ["-c", "fsync=off", "-c", f"unix_socket_directories={folder}", "-c", "listen_addresses=127.0.0.1"]
    server = subprocess.Popen(
        [*as_user, f"{binaries}/postgres", "-D", folder, "-p", str(port), *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with _ended(server):
        _wait_for(port)
        _quietly([f"{binaries}/createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "helpwell", "helpwell"])
        yield f"postgres://helpwell@127.0.0.1:{port}/helpwell"


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """A fresh Redis that keeps nothing; its address as an URL."""
    port = _free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with _ended(subprocess.Popen(command, stdout=subprocess.DEVNULL)):
        _wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"


def _postgresql_binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise FileNotFoundError("PostgreSQL")
    return found[-1].parent


def _quietly(command: list[str | Path]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"Nothing listens on port {port} after {SECONDS_TO_START} s")


@contextmanager
def _ended(server: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
