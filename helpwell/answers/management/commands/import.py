"""Bring articles in from a file or folder."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from helpwell.answers.moving import bring_in
from helpwell.knowledge.importing.leaving_out import write_left_out
from helpwell.knowledge.importing.rows import Refusal
from helpwell.knowledge.importing.understanding import language_code
from helpwell.knowledge.models import Import, ImportRow

MOST_LINES = 40  # of troubled rows on the screen; the rest is counted


class Command(BaseCommand):
    help = (
        "Import articles: Excel, CSV, JSON, Markdown, an export of Helpwell, Zendesk or Intercom, or a saved FAQ page."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE_OR_FOLDER")
        parser.add_argument("--language", default="", help="of rows that name none, e.g. de")

    def handle(self, *args: Any, path: Path, language: str, **options: Any) -> None:
        try:
            language = language_code(language) if language else ""
        except Refusal as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        task = Import.objects.create(name=path.name[:200], language=language, state=Import.State.RUNNING)
        bring_in(task, path, self._tell)
        if task.state == Import.State.FAILED:
            raise CommandError(task.problem, returncode=2)
        self._report(task)

    def _tell(self, task: Import) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{task.done} of {task.total} rows ({task.percent} %)", ending="")
            self.stderr.flush()

    def _report(self, task: Import) -> None:
        if self.stderr.isatty():
            self.stderr.write("")
        self._list_troubled(task)
        for sentence in task.remarks:
            self.stdout.write(sentence)
        tally = task.tally()
        counts = ", ".join(f"{tally[result]} {ImportRow.Result(result).label}" for result in tally if tally[result])
        articles = task.rows.exclude(public_id="").values("public_id").distinct().count()
        self.stdout.write(f"Rows: {task.total} ({counts}). Articles: {articles}.")
        if left_out := write_left_out(task, settings.HELPWELL.data / "imports"):
            self.stdout.write(f"Rows that were left out are kept in {left_out}; mend them there and import that file.")
        if tally[ImportRow.Result.REFUSED]:
            sys.exit(1)

    def _list_troubled(self, task: Import) -> None:
        troubled = task.rows.troubled()
        for row in troubled[:MOST_LINES]:
            name = " ".join(filter(None, [row.public_id, row.language]))
            self.stdout.write(f"{row.place}: {row.get_result_display()}{f' ({name})' if name else ''}. {row.note}")
        if (more := troubled.count() - MOST_LINES) > 0:
            self.stdout.write(f"… and {more} more rows with notes.")
