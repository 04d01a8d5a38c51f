"""What the log says, to people and to programs."""

import json
import logging
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog

from helpwell.logs import logging_settings

told = structlog.stdlib.get_logger("helpwell.tested")


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def file() -> Iterator[StringIO]:
    yield from _logged_to(StringIO())


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    yield from _logged_to(screen)


def _logged_to(stream: StringIO) -> Iterator[StringIO]:
    form = logging_settings("INFO")["formatters"]["lines"]
    handler, logger = logging.StreamHandler(stream), logging.getLogger("helpwell.tested")
    handler.setFormatter(form.pop("()")(**form))
    logger.addHandler(handler)
    logger.setLevel("INFO")
    yield stream
    logger.removeHandler(handler)


def test_a_program_reads_one_object_a_line(file):
    told.info("Index built", seconds=1.5)
    told.warning("Could not send mail %s", 7)

    first, second = map(json.loads, file.getvalue().splitlines())
    assert (first["event"], first["seconds"], first["level"]) == ("Index built", 1.5, "info")
    assert (second["event"], second["level"]) == ("Could not send mail 7", "warning")


def test_a_person_reads_a_sentence(terminal):
    told.info("Index built", seconds=1.5, version="ab")
    told.warning("Could not send mail %s", 7)

    first, second = terminal.getvalue().splitlines()
    assert first[8:] == " Index built (seconds 1.5, version ab)"
    assert second[8:] == " warning: Could not send mail 7"


def test_she_sees_where_it_went_wrong(terminal):
    try:
        {}["nobody"]
    except KeyError:
        told.exception("Could not answer")

    assert terminal.getvalue().splitlines()[0].endswith("error: Could not answer")
    assert "KeyError: 'nobody'" in terminal.getvalue()


@pytest.mark.parametrize("words", [("Mail from %s", "ana@shop.example"), ("Mail from ana@shop.example",)])
def test_nobody_reads_an_address(file, words):
    told.warning(*words, sender="ana@shop.example")

    assert "ana@shop" not in file.getvalue()
    assert file.getvalue().count("[address]") == 2
