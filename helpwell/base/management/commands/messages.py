"""Keep the translation files in step with the texts."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from helpwell.base.messages import untranslated, update_messages


class Command(BaseCommand):
    help = "Take new texts into the .po files; with --check only say what is not translated."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if not check:
            update_messages()
        missing = list(untranslated())
        for line in missing:
            self.stderr.write(line)
        if missing and check:
            raise CommandError(f"{len(missing)} texts are not translated.")
