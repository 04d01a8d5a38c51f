"""A mail on its way: sent, refused, delayed, interrupted."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.core.mail import BadHeaderError, EmailMessage, send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.http import http_date

from helpwell.outbox.deliver import deliver_due
from helpwell.outbox.failures import Failure
from helpwell.outbox.hurry import hurry
from helpwell.outbox.models import TRIES, Mail, forget_sent

pytestmark = pytest.mark.django_db


@dataclass
class Postbox:
    """A mail server's memory, and what it says to receivers."""

    refuse: str = ""
    received: list[Any] = field(default_factory=list)

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        self.received.append(envelope)
        return "250 Taken"


@contextmanager
def mail_server(settings: Any, postbox: Postbox) -> Iterator[Postbox]:
    """A real mail server on this machine, and Helpwell told to use it."""
    port = free_port()
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        use_port(settings, port)
        yield postbox
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def use_port(settings: Any, port: int) -> None:
    smtp = {
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
        "EMAIL_TIMEOUT": 5,
    }
    settings.HELPWELL = replace(settings.HELPWELL, smtp=smtp)


def write_mail(to: str = "ana@example.com") -> Mail:
    send_mail("Your code", "It is 1234.", "shop@example.com", [to])
    return Mail.objects.get(to=[to])


def test_a_mail_reaches_the_mail_server_and_its_text_is_forgotten(settings):
    mail = write_mail()

    with mail_server(settings, Postbox()) as postbox:
        assert deliver_due() == 1

    mail.refresh_from_db()
    content = postbox.received[0].content.decode()
    assert "It is 1234." in content
    assert f"Message-ID: {mail.message_id}" in content
    assert (mail.status, mail.text) == (Mail.Status.SENT, "")


def test_without_a_mail_server_mails_wait():
    mail = write_mail()

    assert deliver_due() == 0

    mail.refresh_from_db()
    assert mail.status == Mail.Status.WAITING


def test_a_refused_address_is_given_up_at_once_and_says_why(settings):
    mail = write_mail()

    with mail_server(settings, Postbox(refuse="550 No such user here")):
        deliver_due()

    mail.refresh_from_db()
    assert mail.status == Mail.Status.FAILED
    assert mail.failure == Failure.NO_SUCH_ADDRESS
    assert "550 No such user here" in mail.error


def test_a_full_postbox_is_tried_again_later(settings):
    mail = write_mail()

    with mail_server(settings, Postbox(refuse="452 Mailbox full")):
        deliver_due()

    mail.refresh_from_db()
    assert mail.status == Mail.Status.WAITING
    assert mail.try_at > timezone.now()


def test_a_server_that_is_away_is_tried_with_growing_waits_under_the_same_message_id(settings):
    mail = write_mail()
    use_port(settings, 1)  # nobody listens there
    waits, message_ids = [], set()

    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _try in range(TRIES):
            deliver_due()
            mail.refresh_from_db()
            waits.append(mail.try_at - timezone.now())
            message_ids.add(mail.as_message().message()["Message-ID"])
            clock.move_to(mail.try_at)

    assert all(later > earlier * 1.2 for earlier, later in pairwise(waits))
    assert message_ids == {mail.message_id}
    assert (mail.status, mail.failure) == (Mail.Status.FAILED, Failure.UNREACHABLE)


def test_a_mail_whose_sender_crashed_after_taking_it_is_sent_by_the_next_one(settings):
    mail = write_mail()
    assert Mail.objects.lease() == mail  # and then the process dies

    with mail_server(settings, Postbox()) as postbox:
        assert deliver_due() == 0
        with time_machine.travel(timezone.now() + timedelta(minutes=6)):
            assert deliver_due() == 1

    assert len(postbox.received) == 1


def test_a_mail_is_never_in_two_hands():
    write_mail()

    assert Mail.objects.lease() is not None
    assert Mail.objects.lease() is None


@pytest.mark.parametrize(
    "message",
    [
        EmailMessage("Hello\nBcc: everybody@example.com", "text", None, ["ana@example.com"]),
        EmailMessage("Hello", "text", None, ["ana@example.com\nBcc: everybody@example.com"]),
        EmailMessage("Hello", "text", None, ["ana@example.com"], headers={"X-Note": "a\r\nBcc: b@example.com"}),
    ],
)
def test_a_line_break_in_a_header_is_refused_before_anything_is_kept(message):
    with pytest.raises(BadHeaderError):
        message.send()

    assert not Mail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_delivery_is_hurried_after_the_commit_and_not_before():
    hurried: list[int] = []

    def deliver() -> None:
        hurried.append(Mail.objects.count())

    hurry.calls(deliver)
    with transaction.atomic():
        write_mail()
        before = list(hurried)
    hurry.calls_no_more(deliver)
    write_mail("another@example.com")

    assert (before, hurried) == ([], [1])


def test_trying_again_gives_a_failed_mail_a_fresh_start_and_leaves_a_sent_one_alone():
    failed, sent = write_mail("failed@example.com"), write_mail("sent@example.com")
    failed.mark_failed(Failure.REFUSED, "no", final=True)
    sent.mark_sent()

    failed.retry()
    sent.retry()

    assert (failed.status, failed.tries) == (Mail.Status.WAITING, 0)
    assert sent.status == Mail.Status.SENT


def test_rows_of_sent_mails_are_removed_after_a_month():
    mail = write_mail()
    mail.mark_sent()

    assert forget_sent() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert forget_sent() == 1


def write_code(minutes: int = 3) -> Mail:
    """A mail with a code that is good for so long."""
    expires = {"Expires": http_date(time.time() + minutes * 60)}
    EmailMessage("Your code", "It is 1234.", None, ["ana@example.com"], headers=expires).send()
    return Mail.objects.get()


def test_a_code_that_has_run_out_is_not_sent_and_is_forgotten(settings):
    mail = write_code()

    with mail_server(settings, Postbox()) as postbox, time_machine.travel(timezone.now() + timedelta(minutes=4)):
        assert deliver_due() == 0

    mail.refresh_from_db()
    assert (mail.status, mail.text) == (Mail.Status.TOO_LATE, "")
    assert postbox.received == []


def test_a_code_is_forgotten_in_time_also_where_no_mail_server_is_set():
    mail = write_code()

    with time_machine.travel(timezone.now() + timedelta(minutes=4)):
        deliver_due()

    mail.refresh_from_db()
    assert mail.text == ""


def test_a_mail_that_failed_with_a_code_in_it_is_forgotten_too_and_not_tried_again():
    mail = write_code()
    mail.mark_failed(Failure.REFUSED, "no", final=True)

    with time_machine.travel(timezone.now() + timedelta(minutes=4)):
        deliver_due()
        mail.refresh_from_db()
        mail.retry()

    assert (mail.status, mail.text) == (Mail.Status.TOO_LATE, "")


def test_a_code_that_is_still_good_is_sent(settings):
    write_code()

    with mail_server(settings, Postbox()) as postbox:
        assert deliver_due() == 1

    assert "It is 1234." in postbox.received[0].content.decode()


def test_rows_of_mails_that_were_too_late_are_removed_after_a_month():
    write_code()

    with time_machine.travel(timezone.now() + timedelta(minutes=4)):
        deliver_due()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert forget_sent() == 1
