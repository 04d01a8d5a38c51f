"""Who has left the chat gets the answer by mail, once, in the same conversation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from helpwell.channels.chat.deliver import bring_replies
from helpwell.conversations.mailing import MOST_ATTACHED
from helpwell.conversations.models import Conversation, Message
from helpwell.outbox.models import Mail
from helpwell.people.models import User
from tests.channels.chat.conftest import Widget
from tests.channels.chat.test_identity import identified
from tests.factories import a_file


def answered(agent: User, *texts: str, minutes_ago: int = 5) -> Conversation:
    """The one conversation, with an agent's answers."""
    conversation = Conversation.objects.get()
    for text in texts:
        conversation.reply(text, by=agent)
    said_at = timezone.now() - timedelta(minutes=minutes_ago)
    conversation.messages.filter(kind=Message.Kind.REPLY).update(said_at=said_at)
    return conversation


def test_who_is_away_gets_all_answers_in_one_mail_once(widget: Widget, agent: User):
    widget.say("Where is my parcel?")
    widget.tell("address", email="laura@example.com")
    answered(agent, "It is on its way", "Here is the number")

    first, again = bring_replies(), bring_replies()

    mail = Mail.objects.get()
    assert (first, again) == (1, 0)
    assert mail.to == ["laura@example.com"]
    assert mail.text.index("It is on its way") < mail.text.index("Here is the number")
    assert "Where is my parcel?" not in mail.text
    assert "/en/" in mail.text
    assert mail.sender.startswith('"Jānis' if mail.sender.startswith('"') else "=?utf-8")


def test_files_of_the_answers_go_along_as_far_as_a_mail_carries_them(widget: Widget, agent: User):
    widget.say("Where is my parcel?")
    widget.tell("address", email="laura@example.com")
    conversation = Conversation.objects.get()
    conversation.reply("The label", by=agent, files=(a_file("label.txt"),))
    conversation.reply("A scan", by=agent, files=(a_file("scan.bin", b"\x00" * (MOST_ATTACHED + 1)),))
    answered(agent)

    bring_replies()

    mail = Mail.objects.get()
    assert [file["name"] for file in mail.files] == ["label.txt"]
    assert "There is 1 file with this answer" in mail.text


def test_who_is_there_gets_none(widget: Widget, agent: User):
    ack = widget.say()
    widget.tell("address", email="laura@example.com")
    answered(agent, "It is on its way")
    widget.tell("got", conversation=ack["conversation"], number=2)

    assert bring_replies() == 0


@pytest.mark.parametrize(("minutes", "made"), [(1, 0), (3, 1)])
def test_she_has_two_minutes_to_see_it(widget: Widget, agent: User, minutes: int, made: int):
    widget.say()
    widget.tell("address", email="laura@example.com")
    answered(agent, "It is on its way", minutes_ago=minutes)

    assert bring_replies() == made


def test_without_an_address_the_answer_waits_for_her(widget: Widget, agent: User):
    ack = widget.say()
    answered(agent, "It is on its way")

    assert bring_replies() == 0
    assert (
        widget.tell("after", conversation=ack["conversation"], after=1)[0]["messages"][0]["text"] == "It is on its way"
    )


def test_the_fate_of_the_mail_is_the_fate_of_the_answer(widget: Widget, agent: User):
    widget.say()
    widget.tell("address", email="laura@example.com")
    conversation = answered(agent, "It is on its way")
    bring_replies()

    Mail.objects.get().mark_sent()
    bring_replies()
    sent = conversation.messages.get(number=2).delivery
    widget.tell("got", conversation=conversation.pk, number=2)

    assert (sent, conversation.messages.get(number=2).delivery) == ("sent", "delivered")


def test_a_transcript_holds_her_words_only_for_a_proven_address(widget: Widget):
    ack = widget.say("My order is 4711")

    told = widget.tell("transcript", conversation=ack["conversation"], email="laura@example.com")

    mail = Mail.objects.get()
    assert told == [{"kind": "transcript", "email": "laura@example.com"}]
    assert "4711" not in mail.text
    assert "mistyped" in mail.text


def test_a_transcript_to_the_address_her_website_vouches_for_holds_it_all(widget: Widget):
    identified(widget, email="laura@example.com")
    ack = widget.say("My order is 4711")

    widget.tell("transcript", conversation=ack["conversation"], email="laura@example.com")

    assert "My order is 4711" in Mail.objects.get().text


def test_nobody_is_bombed_with_mails(widget: Widget):
    ack = widget.say()
    for _number in range(8):
        widget.send("transcript", conversation=ack["conversation"], email="stranger@example.com")

    assert Mail.objects.count() == 5


def test_nobody_mails_a_conversation_that_is_not_hers(widget: Widget, chat):
    ack = widget.say("My secret")
    stranger = Widget(chat)
    stranger.say("Hello")

    told = stranger.send("transcript", conversation=ack["conversation"], email="stranger@example.com").json()

    assert told[0]["kind"] == "refused"
    assert not Mail.objects.exists()
