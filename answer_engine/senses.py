"""What texts mean, as an encoder sees them: kept by content, so that an edit encodes one text only."""

import hashlib
import os
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answer_engine.encoding import Around, Encoder, EncoderFailed, Vectors

Rows = NDArray[np.int32]

UNKNOWN = -1  # row of a text that was never encoded
NOWHERE = np.zeros(0, np.int32)
LENGTHS_DIFFER = "gave vectors of another length than before"
AT_ONCE = 256  # texts handed to an encoder together


@dataclass(frozen=True, eq=False)
class Senses:
    """Vectors of one encoder, one for each different text."""

    encoder: str  # its name, "" for none
    keys: NDArray[np.uint64]  # hash of each text
    vectors: Vectors

    @classmethod
    def none(cls, encoder: str = "") -> "Senses":
        """Of no text yet."""
        return cls(encoder, np.zeros(0, np.uint64), np.zeros((0, 0), np.float32))

    def rows_of(self, texts: Iterable[str]) -> Rows:
        """Where each text stands, UNKNOWN where it does not."""
        sought = _keys(texts)
        if not len(self.keys):
            return np.full(len(sought), UNKNOWN, np.int32)
        places = np.searchsorted(self.keys, sought, sorter=self._order)
        places = self._order[np.minimum(places, len(self.keys) - 1)]
        return np.where(self.keys[places] == sought, places, UNKNOWN).astype(np.int32)

    def knowing(self, texts: Iterable[str], encoder: Encoder) -> "Senses":
        """These and those of further texts; only what is new is encoded. Raises EncoderFailed."""
        known = self if self.encoder == encoder.name else Senses.none(encoder.name)
        different = list(dict.fromkeys(texts))
        new = [text for text, row in zip(different, known.rows_of(different), strict=True) if row == UNKNOWN]
        if not new:
            return known
        vectors = [encoder.encode(new[start : start + AT_ONCE]) for start in range(0, len(new), AT_ONCE)]
        if len(known.vectors):
            vectors.insert(0, known.vectors)
        if len({part.shape[1] for part in vectors}) > 1:
            raise EncoderFailed(LENGTHS_DIFFER)
        return Senses(encoder.name, np.concatenate([known.keys, _keys(new)]), np.concatenate(vectors))

    def save(self, path: Path) -> None:
        """To a file, whole or not at all."""
        draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
        try:
            with draft.open("wb") as file:
                np.savez(file, encoder=np.array(self.encoder), keys=self.keys, vectors=self.vectors)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        return np.argsort(self.keys)

    @classmethod
    def saved(cls, path: Path, encoder: str) -> "Senses":
        """What a file holds of this encoder; nothing when there is none, or it cannot be read."""
        try:
            with np.load(path) as file:
                if str(file["encoder"]) == encoder:
                    return cls(encoder, file["keys"], file["vectors"])
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            pass  # what cannot be read is encoded anew
        return cls.none(encoder)


NO_SENSES = Senses.none()


@dataclass(frozen=True)
class Remembering(Around):
    """An encoder that is asked only for what is not known yet."""

    senses: Senses
    encoder: Encoder

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As the encoder does."""
        rows = self.senses.rows_of(texts)
        new = [text for text, row in zip(texts, rows, strict=True) if row == UNKNOWN]
        if not new:
            return self.senses.vectors[rows]
        fresh = self.encoder.encode(new)
        if len(new) == len(texts):
            return fresh
        if fresh.shape[1] != self.senses.vectors.shape[1]:
            raise EncoderFailed(LENGTHS_DIFFER)
        vectors = self.senses.vectors[rows]
        vectors[rows == UNKNOWN] = fresh
        return vectors


@dataclass
class ReadingOnce(Around):
    """An encoder that reads every text once and remembers it: for whoever asks about the same texts again and again."""

    encoder: Encoder
    read: dict[str, Vectors] = field(default_factory=dict)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As the encoder does."""
        new = [text for text in dict.fromkeys(texts) if text not in self.read]
        if new:
            self.read |= zip(new, self.encoder.encode(new), strict=True)
        return np.stack([self.read[text] for text in texts])


def _keys(texts: Iterable[str]) -> NDArray[np.uint64]:
    digests = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts]
    return np.frombuffer(b"".join(digests), np.uint64)
