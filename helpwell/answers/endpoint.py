"""A sentence encoder behind an address: any server that speaks the embeddings part of OpenAI's API."""

import http.client
import json
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from answer_engine import EncoderFailed, Vectors, levelled

AT_ONCE = 64  # texts of one request; servers refuse very long ones
LONGEST = 8_000  # characters of a text, about what a server takes
LARGEST = 64 * 1024 * 1024  # bytes of a reply that are read


@dataclass(frozen=True)
class Endpoint:
    """An Encoder. It asks once and never again: who waits for an answer does not wait for a second try."""

    address: str  # up to and with /v1
    model: str
    key: str = field(default="", repr=False)
    languages: frozenset[str] = frozenset()  # none: all
    patience: float = 30.0  # seconds a request may take to send something

    @property
    def name(self) -> str:
        """The model and where it runs."""
        return f"{self.model} at {urlsplit(self.address).netloc}"

    @property
    def has_depth(self) -> bool:
        """A server says no more than what a text means."""
        return False

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row of length one for each text; raises EncoderFailed."""
        parts = [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]
        rows = [row for part in parts for row in self._asked(part)]
        if len({len(row) for row in rows}) > 1:
            raise EncoderFailed("gave vectors of different lengths")
        return levelled(np.array(rows, np.float32).reshape(len(rows), -1))

    def _asked(self, texts: Sequence[str]) -> list[list[float]]:
        """The vectors of one request, in the order of the texts."""
        reply = self._reply({"model": self.model, "input": [text[:LONGEST] or " " for text in texts]})
        try:
            told = sorted(reply["data"], key=lambda one: one["index"])
            rows = [[float(value) for value in one["embedding"]] for one in told]
        except (KeyError, TypeError, ValueError) as error:
            raise EncoderFailed("answered with something that is no list of vectors") from error
        if len(rows) != len(texts) or not all(row and np.isfinite(row).all() for row in rows):
            raise EncoderFailed(f"gave {len(rows)} vectors for {len(texts)} texts, or such as are no numbers")
        return rows

    def _reply(self, asked: dict[str, Any]) -> Any:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        path = f"{urlsplit(self.address).path.rstrip('/')}/embeddings"
        connection = self._connection()
        try:
            connection.request("POST", path, json.dumps(asked).encode(), headers)
            response = connection.getresponse()
            body = response.read(LARGEST)
        except (OSError, http.client.HTTPException) as error:
            raise EncoderFailed(f"does not answer ({type(error).__name__}: {error})") from error
        finally:
            connection.close()
        if response.status != http.HTTPStatus.OK:  # a redirect neither: the key is for nobody else
            raise EncoderFailed(f"answered {response.status} {response.reason}")
        try:
            return json.loads(body)
        except ValueError as error:
            raise EncoderFailed("answered with something that is not JSON") from error

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.address)
        if parts.scheme == "https":
            secure = ssl.create_default_context()
            return http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=self.patience, context=secure)
        return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=self.patience)
