"""`./run bench intake`: messages stored a second, each exactly once, while sixteen send at once and some repeat."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.figures import Figure, Sheet, calibrate, finish
from bench.serving import PROJECT, environment_of, manage

FULL, SMALL = 6_000, 1_500  # different messages


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, prints a line per figure and one summary; ends with 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="./run bench intake", description=__doc__)
    parser.add_argument("--small", action="store_true", help="1,500 messages")
    count = SMALL if parser.parse_args(arguments).small else FULL
    sheet = Sheet("bench intake")
    calibrate(sheet)
    with tempfile.TemporaryDirectory(prefix="helpwell-bench-") as folder:
        manage(Path(folder), "prepare")
        command = [sys.executable, "-m", "bench.senders", str(count)]
        sent = subprocess.run(
            command, env=environment_of(Path(folder)), cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True
        )
    told = json.loads(sent.stdout)
    sheet.add(Figure("messages stored by sixteen senders", count / told["seconds"], "1/s", 200, at_least=True))
    sheet.add(Figure("processor time for one", told["processor"] / count * 1000, "ms"))
    sheet.add(Figure("lost", count - told["different"], "", 0))
    sheet.add(Figure("stored twice", told["stored"] - told["different"], "", 0))
    sheet.add(Figure("conversations with a gap or out of order", told["broken"], "", 0))
    finish(sheet)


if __name__ == "__main__":
    main()
