"""The timetable: everything that happens by itself, one line each. Rows are the truth; this only hurries them.

Django is set up by whoever imports this: `asgi.py` for a process that serves, `working.py` for one that does not.
"""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from helpwell.answers import gaps, moving, proposing, rebuilding, retention
from helpwell.automation import due, lateness
from helpwell.base.hurry import Hurry
from helpwell.bot.respond import respond_to_waiting
from helpwell.channels.chat import deliver as chat
from helpwell.channels.chat.models import ChatSession, SpentToken
from helpwell.channels.contact_form import deliver as contact_form
from helpwell.conversations.assigning import assign_waiting
from helpwell.conversations.leaving import hurry as replies_hurry
from helpwell.conversations.models import Conversation
from helpwell.desk import findable
from helpwell.knowledge import reminders, schedule
from helpwell.knowledge.models import Change, Export
from helpwell.knowledge.waiting import hurry as moves_hurry
from helpwell.outbox import deliver as outbox
from helpwell.outbox.hurry import hurry as mails_hurry
from helpwell.outbox.models import forget_sent

WORKERS = 2  # threads
LONGEST_PAUSE = 1  # seconds between two looks for work
LAST_DEEDS = 8  # seconds to finish what is begun, once told to end


def _timetable() -> Huey:
    if settings.HELPWELL.redis:
        return RedisHuey("helpwell", url=settings.HELPWELL.redis)
    return SqliteHuey("helpwell", filename=str(settings.HELPWELL.data / "jobs.sqlite3"))


timetable = _timetable()
timetable.pre_execute("connections")(lambda _task: close_old_connections())  # one that broke is opened anew


def consumer(kind: type[Consumer] = Consumer) -> Consumer:
    """Who works by the timetable, in threads of this process."""
    return kind(
        timetable, workers=WORKERS, max_delay=LONGEST_PAUSE, graceful_signal="TERM", shutdown_timeout=LAST_DEEDS
    )


class EmbeddedConsumer(Consumer):  # type: ignore[misc]
    """Runs the timetable in threads of the web process, which keeps its own way to end."""

    def _set_signal_handlers(self) -> None:
        """Leave TERM and INT to the web server; it calls `stop`."""


def every(*, at_once: Hurry | None = None, **when: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """A line of the timetable; `when` as in crontab, by UTC, and `at_once` when that bell rings."""

    def enter(work: Callable[[], None]) -> Callable[[], None]:
        line = cast(Callable[[], None], timetable.periodic_task(crontab(**when))(work))
        if at_once:
            at_once.calls(line)
        return line

    return enter


@every(minute="*", at_once=mails_hurry)
def send_mails() -> None:
    """Hand waiting mails to the mail server."""
    outbox.deliver_due()


@every(minute="*", at_once=replies_hurry)
def bring_replies() -> None:
    """Make mails of replies to customers of the form, and note what became of those on their way."""
    contact_form.bring_replies()


@every(minute="*")
def bring_chat_replies() -> None:
    """Make mails of answers in the chat that nobody is there to see."""
    chat.bring_replies()


@every(minute="*")
def look_at_messages() -> None:
    """Let the bot look at messages that wait for it, wake conversations whose time has come, hand out what waits."""
    respond_to_waiting()
    for conversation in Conversation.objects.to_wake(timezone.now()):
        conversation.wake()
    assign_waiting()


@every(minute="*")
def set_due() -> None:
    """Work out by when new questions want to be answered, and tell of those that were not."""
    due.set_due()
    lateness.mark_late()


@every(minute="*")
def publish_scheduled() -> None:
    """Publish articles whose moment has come."""
    schedule.publish_due()


@every(minute="*", at_once=moves_hurry)
def move_in_and_out() -> None:
    """Import files that were uploaded, and make exports that were asked for."""
    moving.bring_in_waiting()
    moving.take_out_waiting()


@every(minute="*/5")
def gather_gaps() -> None:
    """Close questions that have ended, and gather what stayed unanswered."""
    gaps.sweep()


@every(minute="*/5")
def tend_index() -> None:
    """Make the index anew when enough was learned, much was changed, or what is saved cannot be used."""
    rebuilding.tend()


@every(minute="10", hour="2")
def propose_synonyms() -> None:
    """Read from the log which of customers' words mean which of ours."""
    proposing.propose_synonyms()


@every(minute="30", hour="2")
def forget_old() -> None:
    """Forget who asked what once its time is over, sent mails, old exports, ended sessions, taken-in changes."""
    retention.forget_old()
    forget_sent()
    Change.objects.forget_old()
    ChatSession.objects.unused().delete()
    SpentToken.objects.forget_expired()
    Export.objects.forget_old()
    call_command("clearsessions")


@every(minute="0", hour="3")
def look_for_findings() -> None:
    """See whether an answer has become too short by the settings, or a link leads nowhere by now."""
    schedule.look_again()


@every(minute="30", hour="3")
def look_at_website() -> None:
    """See whether the company's pages still lead to help."""
    findable.look_at_all()


@every(minute="0", hour="5")
def remind_owners() -> None:
    """Remind owners of articles whose review date has come."""
    reminders.remind_owners()
