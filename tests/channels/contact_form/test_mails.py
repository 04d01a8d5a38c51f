"""Mails to those who wrote through the form: a confirmation, and every reply, once and in order."""

import re
from email.message import EmailMessage

import pytest
import time_machine
from django.test import Client

from helpwell.base.models import Site
from helpwell.channels.contact_form.deliver import bring_replies
from helpwell.channels.contact_form.mails import confirm
from helpwell.conversations.mailing import MOST_ATTACHED
from helpwell.conversations.models import Message
from helpwell.outbox.failures import Failure
from helpwell.outbox.models import Mail
from helpwell.people.models import BusinessHours, Sender, User
from tests.channels.contact_form.conftest import Send
from tests.factories import UserFactory, a_file, write

pytestmark = pytest.mark.django_db

Delivery = Message.Delivery


def read(mail: Mail) -> EmailMessage:
    message: EmailMessage = mail.as_message().message()
    return message


def test_the_confirmation_brings_a_link_and_none_of_the_words(send: Send):
    send("Buy cheap pills at https://pills.example", name="https://pills.example")

    mail = Mail.objects.get()
    assert mail.to == ["laura@example.com"]
    assert "/en/conversations/" in mail.text
    assert "pills" not in str(read(mail))
    assert read(mail)["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(("language", "words"), [("de", "ist angekommen"), ("lv", "tā ir saņemta")])
def test_mails_speak_the_language_she_wrote_in(language: str, words: str, agent: User):
    conversation = write(language=language).conversation
    conversation.reply("Here you are", by=agent)

    bring_replies()

    reply = Mail.objects.get()
    assert f"/{language}/conversations/" in reply.text
    confirmation = confirm(conversation.messages.get(number=1))
    assert confirmation
    assert words in " ".join(confirmation.text.split())


@pytest.mark.parametrize(
    ("zone", "promise"),
    [
        ("", "we are back tomorrow at 9:00."),
        ("Pacific/Auckland", "we are back today at 21:00."),
        ("Middle-earth/Shire", "we are back tomorrow at 9:00."),
    ],
)
def test_the_confirmation_and_her_page_promise_by_her_own_clock(send: Send, customer: Client, zone: str, promise: str):
    Site.current()
    Site.objects.update(time_zone="Europe/Berlin")
    BusinessHours.objects.create(name="Office", time_zone="Europe/Berlin")

    with time_machine.travel("2026-11-22 11:00:00+00:00"):
        send(zone=zone)
        mail = Mail.objects.get()
        link = re.search(r"/en/conversations/\S+", mail.text)[0]  # type: ignore[index]
        page = customer.get(link).content.decode()

    assert (promise in mail.text, promise in page) == (True, True)


def test_a_reply_becomes_one_mail_however_often_somebody_looks(agent: User):
    reply = write().conversation.reply("We mend it.", by=agent)

    assert (bring_replies(), bring_replies()) == (1, 0)

    mail = Mail.objects.get()
    reply.refresh_from_db()
    assert reply.mail == mail
    assert "We mend it." in mail.text
    assert "My glasses are broken" not in str(read(mail))


def test_mails_of_one_conversation_stay_together(send: Send, agent: User):
    send()
    conversation = Message.objects.get().conversation
    for text in ("First", "Second"):
        conversation.reply(text, by=agent)
        bring_replies()

    confirmation, first, second = Mail.objects.order_by("pk")

    assert confirmation.subject == first.subject == second.subject
    assert first.headers["References"] == second.headers["In-Reply-To"] == confirmation.message_id
    assert len({confirmation.message_id, first.message_id, second.message_id}) == 3


def test_what_became_of_the_mail_became_of_the_reply(agent: User):
    sent, failed = (write().conversation.reply("We mend it.", by=agent) for _ in range(2))
    bring_replies()
    for reply in (sent, failed):
        reply.refresh_from_db()

    sent.mail.mark_sent()
    failed.mail.mark_failed(Failure.NO_SUCH_ADDRESS, "550 no such user", final=True)
    bring_replies()

    sent.refresh_from_db()
    failed.refresh_from_db()
    assert sent.delivery == Delivery.SENT
    assert (failed.delivery, failed.error) == (Delivery.FAILED, str(Failure.NO_SUCH_ADDRESS.label))


def test_a_reply_that_leaves_after_all_is_no_longer_failed(agent: User):
    reply = write().conversation.reply("We mend it.", by=agent)
    bring_replies()
    reply.refresh_from_db()
    reply.mail.mark_failed(Failure.UNREACHABLE, "", final=True)
    bring_replies()

    reply.mail.mark_sent()
    bring_replies()

    reply.refresh_from_db()
    assert (reply.delivery, reply.error) == (Delivery.SENT, "")


def test_a_colleague_without_a_name_does_not_give_her_address_away():
    nameless = UserFactory(role=User.Role.AGENT, name="", email="secret@klarsicht.example")
    write().conversation.reply("We mend it.", by=nameless)

    bring_replies()

    mail = Mail.objects.get()
    assert "secret@klarsicht.example" not in mail.sender + mail.text


def test_without_an_address_the_reply_is_shown_as_failed(agent: User):
    reply = write(sender=Sender(name="Laura")).conversation.reply("We mend it.", by=agent)

    bring_replies()

    reply.refresh_from_db()
    assert reply.delivery == Delivery.FAILED
    assert reply.error


def test_a_name_with_a_line_break_sends_no_header_of_its_own():
    ana = UserFactory(role=User.Role.AGENT, name="Ana\r\nBcc: everybody@example.com")
    write().conversation.reply("We mend it.", by=ana)

    bring_replies()

    message = read(Mail.objects.get())
    assert message["Bcc"] is None
    assert "\n" not in str(message["From"])


def test_notes_drafts_and_what_waits_for_approval_leave_by_no_mail(agent: User):
    conversation = write().conversation
    conversation.note("She is difficult", by=agent)
    conversation.keep_draft("Not yet", by=agent)
    conversation.reply("Let me learn", by=UserFactory(role=User.Role.TRAINEE))

    assert bring_replies() == 0
    assert not Mail.objects.exists()


def attached(mail: Mail) -> list[tuple[str | None, str, int]]:
    """What goes along: name, kind and size."""
    parts = [part for part in read(mail).walk() if part.get_filename()]
    return [(part.get_filename(), part.get_content_type(), len(part.get_payload(decode=True) or b"")) for part in parts]


def test_files_of_a_reply_go_along(agent: User):
    files = (a_file("Rücksendung.txt"), a_file("two.bin", b"\x00\x01" * 500))
    write().conversation.reply("See the files", by=agent, files=files)

    bring_replies()

    mail = Mail.objects.get()
    assert attached(mail) == [("Rücksendung.txt", "text/plain", 5), ("two.bin", "application/octet-stream", 1000)]
    assert "with this answer" not in mail.text


def test_what_is_too_large_for_a_mail_stays_behind_the_link(agent: User):
    files = (a_file("small.txt"), a_file("large.bin", b"\x00" * (MOST_ATTACHED + 1)), a_file("two.txt"))
    write().conversation.reply("See the files", by=agent, files=files)

    bring_replies()

    mail = Mail.objects.get()
    assert [name for name, _kind, _size in attached(mail)] == ["small.txt", "two.txt"]
    assert "There is 1 file with this answer" in mail.text


def test_a_file_that_was_deleted_meanwhile_keeps_no_mail_back(agent: User):
    reply = write().conversation.reply("See the file", by=agent, files=(a_file(),))
    bring_replies()
    reply.files.get().file.delete()

    assert attached(Mail.objects.get()) == []


def test_a_sent_mail_names_no_files_any_more(agent: User):
    write().conversation.reply("See the file", by=agent, files=(a_file(),))
    bring_replies()

    Mail.objects.get().mark_sent()

    assert Mail.objects.get().files == []
