"""The timetable: everything that happens by itself, one line each. Rows are the truth; this only hurries them."""

import os
from collections.abc import Callable
from typing import cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpwell.settings")

from django.conf import settings
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from helpwell.conversations.leaving import hurry as replies_hurry
from helpwell.knowledge.waiting import hurry as moves_hurry
from helpwell.outbox.hurry import hurry as mails_hurry


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


mails_hurry.calls(send_mails_now)


@every(minute="*")
def bring_replies() -> None:
    """Make mails of replies to customers of the form, and note what became of those on their way."""
    from helpwell.channels.contact_form.deliver import bring_replies

    bring_replies()


@timetable.task()  # type: ignore[untyped-decorator]
def bring_replies_now() -> None:
    """The same, as soon as somebody has replied."""
    from helpwell.channels.contact_form.deliver import bring_replies

    bring_replies()


replies_hurry.calls(bring_replies_now)


@every(minute="*")
def bring_chat_replies() -> None:
    """Make mails of answers in the chat that nobody is there to see."""
    from helpwell.channels.chat.deliver import bring_replies

    bring_replies()


@every(minute="*")
def look_at_messages() -> None:
    """Let the bot look at messages that wait for it, wake conversations whose time has come, hand out what waits."""
    from django.utils import timezone

    from helpwell.bot.respond import respond_to_waiting
    from helpwell.conversations.assigning import assign_waiting
    from helpwell.conversations.models import Conversation

    respond_to_waiting()
    for conversation in Conversation.objects.to_wake(timezone.now()):
        conversation.wake()
    assign_waiting()


@every(minute="*")
def set_due() -> None:
    """Work out by when new questions want to be answered, and tell of those that were not."""
    from helpwell.automation.due import set_due
    from helpwell.automation.lateness import mark_late

    set_due()
    mark_late()


@every(minute="*")
def publish_scheduled() -> None:
    """Publish articles whose moment has come."""
    from helpwell.knowledge.schedule import publish_due

    publish_due()


@every(minute="*")
def move_in_and_out() -> None:
    """Import files that were uploaded, and make exports that were asked for."""
    from helpwell.answers.moving import bring_in_waiting, take_out_waiting

    bring_in_waiting()
    take_out_waiting()


@timetable.task()  # type: ignore[untyped-decorator]
def move_in_and_out_now() -> None:
    """The same, as soon as something waits."""
    from helpwell.answers.moving import bring_in_waiting, take_out_waiting

    bring_in_waiting()
    take_out_waiting()


moves_hurry.calls(move_in_and_out_now)


@every(minute="*/5")
def gather_gaps() -> None:
    """Close questions that have ended, and gather what stayed unanswered."""
    from helpwell.answers.gaps import sweep

    sweep()


@every(minute="*/5")
def tend_index() -> None:
    """Make the index anew when enough was learned, much was changed, or what is saved cannot be used."""
    from helpwell.answers.rebuilding import tend

    tend()


@every(minute="10", hour="2")
def propose_synonyms() -> None:
    """Read from the log which of customers' words mean which of ours."""
    from helpwell.answers.learning import propose_synonyms

    propose_synonyms()


@every(minute="30", hour="2")
def forget_old() -> None:
    """Forget who asked what once its time is over, sent mails, old exports, ended sessions, taken-in changes."""
    from django.core.management import call_command

    from helpwell.answers.retention import forget_old
    from helpwell.channels.chat.models import ChatSession, SpentToken
    from helpwell.knowledge.models import Change, Export
    from helpwell.outbox.models import forget_sent

    forget_old()
    forget_sent()
    Change.objects.forget_old()
    ChatSession.objects.unused().delete()
    SpentToken.objects.forget_expired()
    Export.objects.forget_old()
    call_command("clearsessions")


@every(minute="0", hour="3")
def look_for_findings() -> None:
    """See whether an answer has become too short by the settings, or a link leads nowhere by now."""
    from helpwell.knowledge.schedule import look_again

    look_again()


@every(minute="30", hour="3")
def look_at_website() -> None:
    """See whether the company's pages still lead to help."""
    from helpwell.desk.findable import look_at_all

    look_at_all()


@every(minute="0", hour="5")
def remind_owners() -> None:
    """Remind owners of articles whose review date has come."""
    from helpwell.knowledge.reminders import remind_owners

    remind_owners()
