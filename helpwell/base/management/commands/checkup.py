"""`./run check`: what is wrong here, and how to mend it."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from helpwell.base.checkup import look_over


class Command(BaseCommand):
    help = "Look the installation over; ends with an error when something has to be mended."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        grave = 0
        for name, troubles in look_over():
            if not troubles:
                self.stdout.write(f"fine   {name}")
            for trouble in troubles:
                grave += trouble.is_grave
                self.stdout.write(f"{'WRONG' if trouble.is_grave else 'note '}  {name}: {trouble.what}. {trouble.mend}")
        if grave:
            raise CommandError(f"{grave} to mend.")
