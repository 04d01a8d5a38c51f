"""`./run check` says what is wrong, how to mend it, and ends accordingly."""

import dataclasses
import socket
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(tmp_path: Path, settings: Any) -> Path:
    """A data folder in good order."""
    data = tmp_path / "data"
    data.mkdir(mode=0o750)
    (data / "secret_key").touch(mode=0o600)
    (data / "static").mkdir()
    (data / "static" / "staticfiles.json").touch()
    settings.HELPWELL = dataclasses.replace(settings.HELPWELL, data=data, smtp=None)
    settings.STATIC_ROOT = data / "static"
    return data


def looked_over() -> tuple[str, bool]:
    """What the command says, and whether it is content."""
    out = StringIO()
    try:
        call_command("checkup", stdout=out)
    except CommandError:
        return out.getvalue(), False
    return out.getvalue(), True


def test_a_house_in_good_order_is_fine(house: Path):
    said, is_content = looked_over()

    assert is_content, said
    assert "no mail server is set" in said


def test_a_key_that_others_can_read_is_named_with_the_cure(house: Path):
    (house / "secret_key").chmod(0o644)

    said, is_content = looked_over()

    assert not is_content
    assert f"chmod 600 {house / 'secret_key'}" in said


def test_missing_styles_are_noticed(house: Path):
    (house / "static" / "staticfiles.json").unlink()

    assert "static files are not collected" in looked_over()[0]


def test_a_mail_server_that_is_gone_is_noticed(house: Path, settings: Any):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    smtp = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port}
    settings.HELPWELL = dataclasses.replace(settings.HELPWELL, smtp=smtp)

    said, is_content = looked_over()

    assert not is_content
    assert "mail server 127.0.0.1 does not answer" in said


def test_a_timetable_that_stands_still_is_noticed(house: Path):
    translation = publish("Soon")
    translation.unpublish(by=None)
    translation.schedule(timezone.now() - timedelta(hours=1), by=None)

    said, is_content = looked_over()

    assert not is_content
    assert "1 scheduled articles should be published" in said


def test_passwords_over_an_open_line_are_noticed(house: Path, settings: Any):
    settings.HELPWELL = dataclasses.replace(settings.HELPWELL, address="http://help.example.com")

    assert "is not encrypted" in looked_over()[0]
