"""Customers who send through a form whose server keeps dying, and who try again until it says that it has it."""

import http.client
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

BROWSER = {"User-Agent": "Mozilla/5.0 Firefox/140.0", "Sec-Fetch-Site": "same-origin"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PATIENCE = 60  # seconds until a message has to be accepted
PAUSE = 0.02  # seconds between two tries
EACH = 3  # messages of one conversation


@dataclass
class Sender:
    """One customer after the other at one keyboard. `ledger` holds what the server said it has, a list for each."""

    number: int
    port: int
    stamps: list[str]
    stop: threading.Event
    ledger: list[list[str]] = field(default_factory=list)
    tries: int = 0

    def run(self) -> None:
        """Write one conversation after the other until it is enough; each is brought to its end."""
        while not self.stop.is_set() and len(self.stamps) >= EACH:
            self._write_a_conversation()

    def _write_a_conversation(self) -> None:
        said: list[str] = []
        self.ledger.append(said)
        path = "/en/contact/"
        for turn in range(EACH):
            text = f"{self.number}.{len(self.ledger)}.{turn}"
            path = self._until_accepted(path, text)
            said.append(text)

    def _until_accepted(self, path: str, text: str) -> str:
        """Send it until it is taken; where the conversation goes on."""
        words = {"message": text, "stamp": self.stamps.pop(), "go": "send"}
        body = urlencode(words | {"name": "Laura", "email": f"laura{text}@example.com"})
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.tries += 1
            try:
                return self._post(path, body)
            except (OSError, http.client.HTTPException):
                time.sleep(PAUSE)
        raise TimeoutError(f"Not accepted after {PATIENCE} s: {text}")

    def _post(self, path: str, body: str) -> str:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            network = f"10.{self.number}.{len(self.ledger) // 250}.{len(self.ledger) % 250}"
            line.request("POST", path, body, {**BROWSER, **FORM, "X-Forwarded-For": network})
            response = line.getresponse()
            response.read()
        finally:
            line.close()
        assert response.status == 302, f"{path} answered {response.status}"
        place = response.headers["Location"]
        return re.sub("/contact/sent/", "/conversations/", place).split("#")[0]


def collect_stamps(port: int, count: int) -> Iterator[str]:
    """Open that many fresh forms."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for _ in range(count):
        line.request("GET", "/en/contact/", headers=BROWSER)
        yield re.search(rb'name="stamp" value="([^"]+)"', line.getresponse().read())[1].decode()  # type: ignore[index]
    line.close()
