"""The timetable: everything that happens by itself, one line each. Rows are the truth; this only hurries them."""

import os
from collections.abc import Callable
from typing import cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpwell.settings")

from django.conf import settings
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from helpwell.outbox.hurry import hurries


def _timetable() -> Huey:
    if settings.HELPWELL.redis:
        return RedisHuey("helpwell", url=settings.HELPWELL.redis)
    return SqliteHuey("helpwell", filename=str(settings.HELPWELL.data / "jobs.sqlite3"))


timetable = _timetable()


class EmbeddedConsumer(Consumer):  # type: ignore[misc]
    """Runs the timetable in threads of the web process, which keeps its own way to end."""

    def _set_signal_handlers(self) -> None:
        """Leave TERM and INT to the web server; it calls `stop`."""


def every(**when: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """A line of the timetable; `when` as in crontab, by UTC."""
    return cast(Callable[[Callable[[], None]], Callable[[], None]], timetable.periodic_task(crontab(**when)))


@every(minute="*")
def send_mails() -> None:
    """Hand waiting mails to the mail server."""
    from helpwell.outbox.deliver import deliver_due

    deliver_due()


@timetable.task()  # type: ignore[untyped-decorator]
def send_mails_now() -> None:
    """The same, as soon as a mail is written."""
    from helpwell.outbox.deliver import deliver_due

    deliver_due()


hurries(send_mails_now)


@every(minute="*")
def publish_scheduled() -> None:
    """Publish articles whose moment has come."""
    from helpwell.knowledge.schedule import publish_due

    publish_due()
