"""`./run index`: the search index anew from the database."""

import os
from typing import Any

from django.core.management import BaseCommand, CommandParser

from helpwell.answers.rebuilding import rebuild

KINDLY = 10  # niceness: customers who search go first


class Command(BaseCommand):
    help = "Make the search index anew and save it; servers that run open it within a second."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--learn", action="store_true", help="learn from past questions, too; takes longer")
        parser.add_argument("--quick", action="store_true", help="without the sentence encoder, if one is set")

    def handle(self, *args: Any, learn: bool, quick: bool, **options: Any) -> None:
        if learn:
            os.nice(KINDLY)
        made = rebuild(learn=learn, encode=not quick)
        self.stdout.write(f"Index {made.version}, with what {made.example_count} past questions teach.")
