"""Bring the data folder up to date: tables, translations of the interface, static files."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command

from helpwell.base.messages import compile_messages

STAMP = "static.stamp"
UNUSED = ["django_htmx/ext/*"]  # htmx extensions we do not serve; their imports do not resolve


class Command(BaseCommand):
    help = "Create and migrate what is missing. Quick when there is nothing to do."

    def handle(self, *args: Any, **options: Any) -> None:
        compile_messages()
        call_command("migrate", verbosity=0, interactive=False)
        self._collect_static()

    def _collect_static(self) -> None:
        """Only when a source changed: hashing and compressing takes seconds."""
        stamp, now = settings.HELPWELL.data / STAMP, _fingerprint()
        if not stamp.exists() or stamp.read_text() != now:
            call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=UNUSED)
            stamp.write_text(now)


def _fingerprint() -> str:
    """A value that changes with any static file."""
    files = (
        (name, storage.size(name), storage.get_modified_time(name).timestamp())
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    return hashlib.sha256(repr(sorted(files)).encode()).hexdigest()
