"""`./run bench desk`: how fast the desk is for eight agents at once, when a team has been busy for years.

Each agent does something about every second, as fast as anybody can look and far more than in life; `bench/agents.py`
says what. Then the same without any pause, which tells how much one process can do. First on SQLite, then on
PostgreSQL, with 100,000 conversations in each.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.figures import Figure, Sheet, calibrate, finish, percentile
from bench.serving import PROJECT, Server, environment_of, free_port, manage, served
from tests.with_servers import postgresql

FULL, SMALL = 100_000, 5_000  # conversations, of ten messages each
GOALS = {"list": 80, "open": 80, "search": 150, "reply": 100, "seen by another": 300}  # ms at the 95th percentile
WARM_UP = 6  # seconds
READING = 1.0  # seconds between two deeds of one agent, about
WITHOUT_PAUSE = 10  # seconds


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, prints a line per figure and one summary; ends with 1 when a goal was missed."""
    options = _options(arguments)
    count, only = (SMALL, options.only or "sqlite") if options.small else (FULL, options.only or "")
    sheet = Sheet("bench desk")
    for name in PLACES:
        if name.lower().startswith(only):
            _measure_on(sheet, name, count, options.seconds)
    finish(sheet)


def _measure_on(sheet: Sheet, database: str, count: int, seconds: int) -> None:
    where = f"{count:,} conversations, {database}"
    try:
        with PLACES[database]() as data:
            manage(data, "prepare")
            begun = time.perf_counter()
            sessions = _fill(data, count)
            sheet.add(Figure(f"{where}: filled in", time.perf_counter() - begun, "s"))
            calibrate(sheet)
            with served(data, free_port()) as server:
                at_work(sheet, server, sessions, where, seconds)
    except FileNotFoundError as missing:
        print(f"NOT MEASURED: {missing} is not installed here.", file=sys.stderr)


def at_work(sheet: Sheet, server: Server, sessions: list[str], where: str, seconds: int) -> None:
    """The figures of a server that is filled: with agents who look at what they do, and with none who does."""
    _work(server, sessions, WARM_UP)
    before = server.processor_seconds
    took = _work(server, sessions, seconds)
    worked = server.processor_seconds - before
    for name, goal in GOALS.items():
        sheet.add(Figure(f"{name}, {where}: median", percentile(took[name], 50), "ms"))
        sheet.add(Figure(f"{name}, {where}: p95", percentile(took[name], 95), "ms", goal))
    sheet.add(Figure(f"list by itself, {where}: p95", percentile(took["list by itself"], 95), "ms"))
    sheet.add(Figure(f"processor time for one request, {where}", worked / _requests(took) * 1000, "ms"))
    rushed = _work(server, sessions, WITHOUT_PAUSE, reading=0.0)
    sheet.add(Figure(f"requests without a pause, {where}", _requests(rushed) / WITHOUT_PAUSE, "1/s"))
    sheet.add(Figure(f"list without a pause, {where}: p95", percentile(rushed["list"], 95), "ms"))


def _requests(took: dict[str, list[float]]) -> int:
    """How many were asked; what another saw is no request of its own."""
    return sum(len(seconds) for name, seconds in took.items() if name != "seen by another")


def _fill(data: Path, count: int) -> list[str]:
    """The sessions of the agents who work there."""
    command = [sys.executable, "-m", "bench.conversations", str(count)]
    filled = subprocess.run(
        command, env=environment_of(data), cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True
    )
    sessions: list[str] = json.loads(filled.stdout)
    return sessions


def _work(server: Server, sessions: list[str], seconds: int, reading: float = READING) -> dict[str, list[float]]:
    """Seconds that each deed took; the agents are a process of their own."""
    agents = [sys.executable, "-m", "bench.agents", str(server.port), str(seconds), str(reading)]
    worked = subprocess.run(agents, input=json.dumps(sessions), stdout=subprocess.PIPE, text=True, check=True)
    took: dict[str, list[float]] = json.loads(worked.stdout)
    return took


@contextmanager
def _on_sqlite() -> Iterator[Path]:
    """A data folder."""
    with tempfile.TemporaryDirectory(prefix="helpwell-bench-") as folder:
        yield Path(folder)


@contextmanager
def _on_postgresql() -> Iterator[Path]:
    """The same beside a PostgreSQL of our own. Raises `FileNotFoundError` where that is not installed."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="helpwell-bench-")))
        folder.chmod(0o755)  # PostgreSQL runs as another user
        os.environ["HELPWELL_DATABASE_URL"] = stack.enter_context(postgresql(folder / "postgresql"))
        data = folder / "data"
        data.mkdir()
        yield data


PLACES = {"SQLite": _on_sqlite, "PostgreSQL": _on_postgresql}


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench desk", description=__doc__)
    parser.add_argument("--small", action="store_true", help="5,000 conversations, on SQLite")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="on one of the two databases")
    parser.add_argument("--seconds", type=int, default=30, help="how long the agents work, default 30")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
