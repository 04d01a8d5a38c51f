"""Load the example shop and say how to get in."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from helpwell.answers.rebuilding import tend
from helpwell.demo.loading import Demo, NotOurs, load, read_mark
from helpwell.demo.shop import COLLEAGUES
from helpwell.people.models import User


class Command(BaseCommand):
    help = "Fill an empty data folder with the example shop. Quick when it is there already."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("prepare")  # here, not before: a process less to start
        if read_mark() is None:
            self.stdout.write("Loading the example shop (once) ...")
        try:
            demo = load()
        except NotOurs as error:
            raise CommandError(
                f"{settings.HELPWELL.data} holds other data than the demo's. Leave it alone: "
                "unset HELPWELL_DATA, or name an empty folder."
            ) from error
        tend()  # the shop's month has taught already when its first visitor comes
        self._say_how_to_get_in(demo)

    def _say_how_to_get_in(self, demo: Demo) -> None:
        address = settings.HELPWELL.address.rstrip("/")
        self.stdout.write(f"\nHelp centre  {address}/de/  {address}/en/  {address}/lv/\nDesk         {address}/desk/")
        for person in COLLEAGUES:
            self.stdout.write(f"  {person.email:<26} {demo.password:<20} {person.name}, {User.Role(person.role).label}")
        self.stdout.write("")
