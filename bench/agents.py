"""Eight agents at work over HTTP: `python -m bench.agents PORT SECONDS READING`.

Runs as a process of its own. Reads the agents' sessions as a JSON list, and prints the seconds each deed took as a JSON
object. Between two deeds an agent reads, half as long to one and a half times as long as `READING` seconds. Each has a
page open, which is told by websocket what changed and fetches it as `live-desk.js` does: the conversation at once, the
list within half a second and at most every two seconds, after her own reply at once. A reply is seen by another when
her page has fetched it.
"""

import http.client
import json
import random
import re
import sys
import threading
import time
from collections import defaultdict
from contextlib import suppress
from urllib.parse import urlencode

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bench.conversations import Words

LIST_PAUSE, LIST_SPREAD = 2.0, 0.5  # seconds, as in live-desk.js
PATIENCE = 30  # seconds until an answer that does not come ends the run
CSRF = "b" * 32
ROW = re.compile(r'id="row-(\d+)"')


class Page:
    """What an agent has open, whatever she does meanwhile."""

    def __init__(self, agent: "Agent") -> None:
        self.agent, self.pk, self.listed_at = agent, 0, 0.0
        self.list_at: float | None = None  # when to look at the list; None: it is as it was
        self.shows = threading.Event()  # the reply that is waited for
        self.connection = http.client.HTTPConnection("127.0.0.1", agent.port, timeout=PATIENCE)
        self.socket = connect(
            f"ws://127.0.0.1:{agent.port}/desk/live/",
            origin=f"http://127.0.0.1:{agent.port}",
            additional_headers={"Cookie": agent.cookie},
            legacy=True,  # closed by `main`
        )

    def open(self, pk: int) -> None:
        """From now on it shows this conversation."""
        self.pk = pk
        self.shows.clear()
        self.socket.send(json.dumps({"open": pk}))

    def live(self) -> None:
        """Hear and fetch, until the line is closed."""
        with suppress(ConnectionClosed):
            while True:
                self._heed(self._heard())

    def _heard(self) -> dict[str, object]:
        with suppress(TimeoutError):
            word: dict[str, object] = json.loads(self.socket.recv(timeout=LIST_SPREAD / 10))
            return word
        return {}

    def _heed(self, word: dict[str, object]) -> None:
        if self.pk and word.get("changed") == self.pk:
            self._fetch("conversation by itself", f"/desk/conversations/{self.pk}/news/")
            self.shows.set()
        if word.get("list") and self.list_at is None:
            soon = time.monotonic() + self.agent.chance.random() * LIST_SPREAD
            self.list_at = max(soon, self.listed_at + LIST_PAUSE)
        if self.list_at and time.monotonic() > self.list_at:
            self.listed_at, self.list_at = time.monotonic(), None
            self._fetch("list by itself", "/desk/conversations/news/?view=all&shown=30&path=/desk/conversations/")

    def _fetch(self, name: str, path: str) -> None:
        started = time.perf_counter()
        _answer(self.connection, "GET", path, self.agent.headers)
        self.agent.took[name].append(time.perf_counter() - started)


class Agent:
    """One of them, with a connection and a page of her own."""

    def __init__(self, port: int, session: str, number: int, reading: float) -> None:
        self.port, self.cookie, self.reading = port, f"sessionid={session}; csrftoken={CSRF}", reading
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.chance, self.words = random.Random(number), Words(seed=number)
        self.rows: list[str] = []
        self.of_all: list[str] = []  # what was in nobody's hands when she began: her colleagues see it too
        self.took: defaultdict[str, list[float]] = defaultdict(list)
        self.page = Page(self)

    def work(self, ends_at: float, colleague: "Agent") -> None:
        """One deed after the other until then."""
        time.sleep(self.chance.random() * max(self.reading, 0.1))  # nobody begins at the same moment
        self.of_all = self.look("unassigned")
        while time.monotonic() < ends_at:
            deed = self.chance.choice(["look", "open", "search", "search", "reply"])
            self.reply(colleague.page) if deed == "reply" else getattr(self, deed)()
            time.sleep(self.reading * self.chance.uniform(0.5, 1.5))

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

    def reply(self, other: Page) -> None:
        """Answer, while a colleague has the same conversation open."""
        pk = int(self.chance.choice(self.of_all))
        other.open(pk)
        time.sleep(max(self.reading, 0.2))  # until the page is open
        started = time.perf_counter()
        form = urlencode({"text": self.words.take(40), "seen": 0, "anyway": "on"})
        self._timed("reply", "POST", f"/desk/conversations/{pk}/replies/", form)
        self.page.list_at = time.monotonic()
        if not other.shows.wait(PATIENCE):
            raise RuntimeError(f"A reply in {pk} was not seen")
        self.took["seen by another"].append(time.perf_counter() - started)

    def _timed(self, deed: str, method: str, path: str, form: str = "") -> str:
        started = time.perf_counter()
        page = _answer(self.connection, method, path, self.headers, form)
        self.took[deed].append(time.perf_counter() - started)
        return page

    @property
    def headers(self) -> dict[str, str]:
        """Of each of her requests."""
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


def main(port: int, seconds: float, reading: float, sessions: list[str]) -> dict[str, list[float]]:
    """Seconds that each deed of all of them took."""
    agents = [Agent(port, session, number, reading) for number, session in enumerate(sessions)]
    ends_at = time.monotonic() + seconds
    for agent in agents:
        threading.Thread(target=agent.page.live, daemon=True).start()
    # The colleague after next is of the same team: she sees what this one sees.
    working = [
        threading.Thread(target=agent.work, args=(ends_at, agents[(number + 2) % len(agents)]))
        for number, agent in enumerate(agents)
    ]
    for one in working:
        one.start()
    for one in working:
        one.join()
    for agent in agents:
        agent.page.socket.close()
    deeds = {deed for agent in agents for deed in agent.took}
    return {deed: [seconds for agent in agents for seconds in agent.took[deed]] for deed in deeds}


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]), json.load(sys.stdin)), sys.stdout)
