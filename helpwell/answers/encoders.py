"""The sentence encoder that the operator chose, if any: to read articles with, and questions while people wait."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import structlog
from django.conf import settings

from answer_engine import AnswerEngine, Encoder, EncoderFailed, Hurried, Remembering, Senses, SentenceFolder
from helpwell.answers.endpoint import Endpoint
from helpwell.base.checkup import Trouble
from helpwell.environment import MINILM, Environment

logger = structlog.stdlib.get_logger(__name__)

BETWEEN = 2.0  # seconds that a changed article may hold up the look-out for the next one


def chosen() -> Encoder | None:
    """The encoder without any hurry, as a process that makes the index uses it; raises EncoderFailed."""
    told: Environment = settings.HELPWELL
    if not told.encoder:
        return None
    if told.encoder == MINILM:
        return SentenceFolder.minilm()
    if told.encoder_is_remote:
        return Endpoint(told.encoder, told.encoder_model, told.encoder_key, told.encoder_languages)
    return SentenceFolder(Path(told.encoder), told.encoder_languages)


def name() -> str:
    """Of the chosen encoder; "" without one, and when it cannot be used."""
    hurried = asked()
    return hurried.name if hurried else ""


def asked() -> Hurried | None:
    """The one that reads questions in this process; None without one, and when it cannot be used."""
    return _in_a_hurry(settings.HELPWELL.encoder_patience)


def reading() -> Hurried | None:
    """The one that reads changed articles in a process that serves."""
    return _in_a_hurry(BETWEEN)


def _in_a_hurry(patience: float) -> Hurried | None:
    told: Environment = settings.HELPWELL
    return _hurried(patience, told.encoder, told.encoder_model, told.encoder_key, told.encoder_languages)


@cache
def _hurried(patience: float, *told: object) -> Hurried | None:
    """One for each choice, so that it knows when it failed last, and that is logged once."""
    try:
        encoder = chosen()
        return Hurried(encoder, patience) if encoder and encoder.name else None
    except EncoderFailed as error:
        logger.warning("Answering without the encoder", encoder=told[0], reason=str(error))
        return None


def remembering() -> Remembering | None:
    """The chosen encoder with all it has read before, so that an upgrade reads nothing twice."""
    try:
        encoder = chosen()
        return Remembering(Senses.saved(_memory(), encoder.name), encoder) if encoder else None
    except EncoderFailed as error:
        logger.warning("Making the index without the encoder", reason=str(error))
        return None


def remember(engine: AnswerEngine) -> None:
    """Keep what it has read for the next time."""
    if len(engine.senses.keys):
        _memory().parent.mkdir(exist_ok=True)
        engine.senses.save(_memory())


def troubles() -> Iterator[Trouble]:
    """What keeps the chosen encoder from reading, for the operator; questions are answered without it meanwhile."""
    try:
        encoder = chosen()
        if encoder:
            encoder.encode(["Where is my order?"])
    except EncoderFailed as error:
        yield Trouble(
            f"the encoder {settings.HELPWELL.encoder} {error}",
            "Answers come without it. See “A sentence encoder” in docs/operate.md.",
            is_grave=False,
        )


def _memory() -> Path:
    return Path(settings.HELPWELL.data) / "index" / "senses.npz"
