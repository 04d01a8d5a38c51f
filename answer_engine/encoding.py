"""The port for sentence encoders: texts in, vectors out whose cosine says how alike in meaning two texts are."""

import logging
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

logger = logging.getLogger(__name__)

REST = 10.0  # seconds for which an encoder that failed is left alone, so that not every question waits in vain
AT_ONCE = 4  # questions


class EncoderFailed(Exception):
    """An encoder that cannot be used, or not now; its text says why, to the operator."""


class Encoder(Protocol):
    """Whatever turns texts into vectors."""

    @property
    def name(self) -> str:
        """With its version: vectors of different names do not compare."""

    @property
    def languages(self) -> frozenset[str]:
        """Those it understands, as "en"; none: all."""

    @property
    def has_depth(self) -> bool:
        """Whether only the first half of a row is what its text means; the other then is for classifiers alone."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row for each text, what it means of length one; raises EncoderFailed."""


def serves(encoder: Encoder, language: str) -> bool:
    """Whether texts of this language may be compared by it; "" is a language nobody stated."""
    return not encoder.languages or not language or language.split("-")[0].lower() in encoder.languages


def levelled(vectors: Vectors) -> Vectors:
    """Each row with length one; a row of nothing stays so."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    result: Vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return result


class Around:
    """What stands between an encoder and those who ask it, and goes by its name."""

    encoder: Encoder

    @property
    def name(self) -> str:
        """That of the encoder."""
        return self.encoder.name

    @property
    def languages(self) -> frozenset[str]:
        """Those of the encoder."""
        return self.encoder.languages

    @property
    def has_depth(self) -> bool:
        """That of the encoder."""
        return self.encoder.has_depth


@dataclass
class Hurried(Around):
    """An encoder that somebody waits for: late is as good as never, and after a failure it rests."""

    encoder: Encoder
    patience: float  # seconds
    trouble: str = ""  # what went wrong last; "" when all is well
    _rests_until: float = 0.0  # monotonic
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(AT_ONCE, "encoder"), repr=False)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As the encoder does, or EncoderFailed in time."""
        if time.monotonic() < self._rests_until:
            raise EncoderFailed(self.trouble)
        try:
            vectors = self._pool.submit(self.encoder.encode, texts).result(self.patience)
        except TooLate:
            raise self._failed(f"took longer than {self.patience:g} seconds") from None
        except EncoderFailed as error:
            raise self._failed(str(error)) from error
        self.trouble = ""
        return vectors

    def _failed(self, why: str) -> EncoderFailed:
        if not self.trouble:
            logger.warning("Answering without the encoder %s: it %s", self.name, why)
        self.trouble = why
        self._rests_until = time.monotonic() + REST
        return EncoderFailed(why)
