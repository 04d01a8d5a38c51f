"""The timetable in a process of its own, beside several web processes: `./run worker`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpwell.settings")


def work() -> None:
    """Work by the timetable until told to end; what is begun is finished first."""
    django.setup()
    from helpwell.worker import consumer  # not before: it brings models

    consumer().run()


if __name__ == "__main__":
    work()
