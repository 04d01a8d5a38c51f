"""People who type questions into the help centre, each in her own rhythm: `python -m bench.typists PORT SECONDS`.

Runs as a process of its own, so that the server's figures are not those of the measuring.
Reads questions as a JSON list and prints the milliseconds of every answer as another.
"""

import http.client
import json
import random
import sys
import threading
import time
from urllib.parse import urlencode

PEOPLE = 16
LETTERS_A_SECOND = 4


def main(port: int, seconds: float, questions: list[str]) -> list[float]:
    """Milliseconds from the letter to the whole answer, for every letter typed."""
    milliseconds: list[float] = []
    ends_at = time.monotonic() + seconds
    people = [
        threading.Thread(target=_type, args=(port, ends_at, questions[number::PEOPLE], number, milliseconds))
        for number in range(PEOPLE)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return milliseconds


def _type(port: int, ends_at: float, questions: list[str], number: int, milliseconds: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    rhythm = random.Random(number)
    time.sleep(rhythm.random() / LETTERS_A_SECOND)
    for question in questions:
        for length in range(2, len(question) + 1):
            if time.monotonic() > ends_at:
                return
            started = time.perf_counter()
            connection.request("GET", f"/en/search/rows/?{urlencode({'q': question[:length]})}")
            response = connection.getresponse()
            response.read()
            took = time.perf_counter() - started
            if response.status != 200:
                raise RuntimeError(f"{response.status} for {question[:length]!r}")
            milliseconds.append(took * 1000)
            time.sleep(max(0.0, 1 / LETTERS_A_SECOND - took))


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1]), float(sys.argv[2]), json.load(sys.stdin)), sys.stdout)
