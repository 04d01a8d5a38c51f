"""The timetable in a process of its own, as `./run worker` starts it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.apart import database_url
from tests.factories import publish

PATIENCE = 60  # seconds on a busy machine


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    own = {
        "HELPWELL_DATA": str(tmp_path),
        "HELPWELL_DATABASE_URL": database_url(),
        "HELPWELL_LOG_LEVEL": "INFO",
        "DJANGO_SETTINGS_MODULE": "helpwell.settings",
    }
    command = [sys.executable, "-m", "helpwell.working"]
    with subprocess.Popen(command, env={**os.environ, **own}) as process:
        yield process
        process.kill()


def test_what_is_due_happens_and_it_ends_when_told_to(transactional_db, request):
    translation = publish("Opening hours")
    translation.unpublish(by=None)
    translation.schedule(timezone.now() - timedelta(minutes=1), by=None)

    worker = request.getfixturevalue("worker")

    until = time.monotonic() + PATIENCE
    while not translation.is_published and time.monotonic() < until:
        time.sleep(0.1)
        translation.refresh_from_db()
    assert translation.is_published
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=PATIENCE) == 0
