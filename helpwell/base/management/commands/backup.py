"""Everything in one file, also while Helpwell serves."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from helpwell.base.backup import BackupFailed, back_up


class Command(BaseCommand):
    help = "Back up the whole data folder into one .tar.gz. It holds the secret key: keep it safe."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = back_up(file)
        except BackupFailed as error:
            raise CommandError(str(error)) from error
        size = file.stat().st_size / 1024**2
        self.stdout.write(
            f"{file}: {len(manifest.members)} files, {size:.1f} MB. It holds the secret key: keep it safe."
        )
