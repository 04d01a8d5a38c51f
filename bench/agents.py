"""Eight agents at work over HTTP: `python -m bench.agents PORT SECONDS`.

Runs as a process of its own. Reads the agents' sessions as a JSON list, and prints the seconds each deed took as a JSON
object. Between two deeds an agent reads. A reply is seen by another when her page has been told by websocket and has
fetched what is new.
"""

import http.client
import json
import random
import re
import sys
import threading
import time
from collections import defaultdict
from urllib.parse import urlencode

from websockets.sync.client import connect

from bench.conversations import Words

READING = 1.0  # seconds between two deeds of one agent, about: as fast as anybody can look
PATIENCE = 30  # seconds until an answer that does not come ends the run
CSRF = "b" * 32
ROW = re.compile(r'id="row-(\d+)"')


class Agent:
    """One of them, with a connection of her own."""

    def __init__(self, port: int, session: str, number: int) -> None:
        self.port, self.cookie = port, f"sessionid={session}; csrftoken={CSRF}"
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.chance, self.words = random.Random(number), Words(seed=number)
        self.rows: list[str] = []
        self.of_all: list[str] = []  # what was in nobody's hands when she began: her colleagues see it too
        self.took: defaultdict[str, list[float]] = defaultdict(list)

    def work(self, ends_at: float, colleague: "Agent") -> None:
        """One deed after the other until then."""
        time.sleep(self.chance.random() * READING)  # nobody begins at the same moment
        page = connect(
            f"ws://127.0.0.1:{self.port}/desk/live/",
            origin=f"http://127.0.0.1:{self.port}",
            additional_headers={"Cookie": colleague.cookie},
        )
        with page:
            self.of_all = self.look("unassigned")
            while time.monotonic() < ends_at:
                deed = self.chance.choice(["look", "open", "search", "search", "reply"])
                self.reply(colleague, page) if deed == "reply" else getattr(self, deed)()
                time.sleep(READING * self.chance.uniform(0.5, 1.5))

    def look(self, view: str = "") -> list[str]:
        """At one of the lists; the conversations on it."""
        view = view or self.chance.choice(["mine", "all", "unassigned"])
        page = self._timed("list", "GET", f"/desk/conversations/?{urlencode({'view': view})}")
        self.rows = ROW.findall(page) or self.rows
        return self.rows

    def open(self) -> None:
        """A conversation of the list."""
        self._timed("open", "GET", f"/desk/conversations/{self.chance.choice(self.rows)}/")

    def search(self) -> None:
        """For one to three words, the last of them half typed as often as not."""
        words = self.words.take(self.chance.randint(1, 3))
        typed = words[: -max(0, len(words.split()[-1]) // 2)] if self.chance.random() < 0.5 else words
        self._timed("search", "GET", f"/desk/conversations/search/?{urlencode({'q': typed or words})}")

    def reply(self, colleague: "Agent", page: object) -> None:
        """Answer, while a colleague has the same conversation open."""
        pk = int(self.chance.choice(self.of_all))
        page.send(json.dumps({"open": pk}))  # type: ignore[attr-defined]
        time.sleep(READING)  # until the page is open
        started = time.perf_counter()
        form = urlencode({"text": self.words.take(40), "seen": 0, "anyway": "on"})
        self._timed("reply", "POST", f"/desk/conversations/{pk}/replies/", form)
        while json.loads(page.recv(timeout=PATIENCE)).get("changed") != pk:  # type: ignore[attr-defined]
            pass
        colleague.fetch_beside(f"/desk/conversations/{pk}/news/")
        self.took["seen by another"].append(time.perf_counter() - started)

    def fetch_beside(self, path: str) -> None:
        """Her page fetches by itself, whatever she does meanwhile."""
        _answer(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE), "GET", path, self._headers)

    def _timed(self, deed: str, method: str, path: str, form: str = "") -> str:
        started = time.perf_counter()
        page = _answer(self.connection, method, path, self._headers, form)
        self.took[deed].append(time.perf_counter() - started)
        return page

    @property
    def _headers(self) -> dict[str, str]:
        ours = f"http://127.0.0.1:{self.port}"
        kind = "application/x-www-form-urlencoded"
        return {"Cookie": self.cookie, "X-CSRFToken": CSRF, "Origin": ours, "Content-Type": kind, "HX-Request": "true"}


def _answer(
    connection: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], form: str = ""
) -> str:
    connection.request(method, path, form, headers)
    response = connection.getresponse()
    page = response.read().decode()
    if response.status != 200:
        raise RuntimeError(f"{response.status} for {method} {path}: {page[:200]}")
    return page


def main(port: int, seconds: float, sessions: list[str]) -> dict[str, list[float]]:
    """Seconds that each deed of all of them took."""
    agents = [Agent(port, session, number) for number, session in enumerate(sessions)]
    ends_at = time.monotonic() + seconds
    # The colleague after next is of the same team: she sees what this one sees.
    working = [
        threading.Thread(target=agent.work, args=(ends_at, agents[(number + 2) % len(agents)]))
        for number, agent in enumerate(agents)
    ]
    for one in working:
        one.start()
    for one in working:
        one.join()
    deeds = {deed for agent in agents for deed in agent.took}
    return {deed: [seconds for agent in agents for seconds in agent.took[deed]] for deed in deeds}


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1]), float(sys.argv[2]), json.load(sys.stdin)), sys.stdout)
