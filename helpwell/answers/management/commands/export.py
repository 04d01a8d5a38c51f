"""Everything out, in open formats."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from helpwell.answers.moving import take_out
from helpwell.knowledge.exporting.folder import ExportFailed
from helpwell.knowledge.models import Translation


class Command(BaseCommand):
    help = "Export everything: Markdown, YAML, JSON lines, pictures and files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            take_out(folder.absolute())
        except ExportFailed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Everything is in {folder}; articles in their languages: {Translation.objects.count()}.")
