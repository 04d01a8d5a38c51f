"""Bring a backup back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, call_command

from helpwell.base.restore import RestoreFailed, restore


class Command(BaseCommand):
    help = "Restore a backup into an empty data folder. Stop Helpwell first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="put aside what is in the data folder now")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            manifest, aside = restore(file, replace=replace)
        except RestoreFailed as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0, interactive=False)  # a backup may be older than we are
        self.stdout.write(f"Restored {len(manifest.members)} files as of {manifest.made_at}, each checked by its hash.")
        if aside:
            self.stdout.write(f"What was there before is kept in {' and '.join(map(str, aside.places))}.")
