"""What whoever takes a conversation from the assistant is told in short (E05, G16)."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from helpwell.answers.models import Standing
from helpwell.bot.respond import respond_to_waiting
from helpwell.conversations.models import Conversation, Inbox
from helpwell.knowledge.models import Translation
from helpwell.people.models import Team, User
from tests.desk.test_conversation import at
from tests.factories import InboxFactory, UserFactory, publish, write

pytestmark = pytest.mark.django_db
Say = Callable[..., Conversation]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stands still unless it is moved."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture
def say(clock: time_machine.Traveller) -> Say:
    """She writes in the chat or presses something, and the assistant has a moment."""
    order = {"key": "order", "labels": {"en": "Order number"}, "kind": "number", "is_required": True}
    inbox = InboxFactory(channel=Inbox.Channel.CHAT, options={"assistant": True, "fields": [order]})
    talk: list[Conversation] = []

    def speak(text: str, choice: str = "") -> Conversation:
        message = write(text, inbox=inbox, language="en", choice=choice, reply_proof=talk[0] if talk else None)
        talk[:] = [message.conversation]
        clock.shift(timedelta(seconds=3))
        respond_to_waiting()
        clock.shift(timedelta(seconds=3))
        return Conversation.objects.get(pk=message.conversation_id)

    return speak


@pytest.fixture
def parcel() -> Translation:
    """An answer that may be said alone, with steps to walk through."""
    steps = "<ol><li>Open the mail.</li><li>Press the link.</li><li>Read the date.</li></ol>"
    translation = publish("Where is my parcel?", f"<p>Follow the link in your mail.</p>{steps}")
    publish("How do I return my glasses?", "<p>Print the label.</p>")
    Standing.of(translation).move_to(Standing.Level.AUTOMATIC, by=None)
    return translation


def summary_at(desk: Client, conversation: Conversation) -> str:
    page = desk.get(at(conversation)).content.decode().partition('id="summary"')[2].partition("</section>")[0]
    return " ".join(page.split())


def test_whoever_takes_it_from_the_assistant_is_told_what_was_asked_tried_and_told(
    agents_desk: Client, say: Say, parcel: Translation
):
    say("Hello")
    say("Where is my parcel?")
    say("No", choice="no")
    say("The link shows nothing at all since Monday")
    say("Write to a person", choice="person")
    conversation = say("4711")

    summary = summary_at(agents_desk, conversation)

    assert "The assistant handed it over." in summary
    assert "The customer asked for a person." in summary
    assert "Where is my parcel?" in summary
    assert "Answered with “Where is my parcel?”, and it did not help" in summary
    assert "Order number: 4711" in summary
    assert "The link shows nothing at all since Monday" in summary
    assert "Hello" not in summary
    assert "<dt>Read</dt>" not in summary  # but for the answer she read nothing
    assert summary.count("4711") == 1


def test_the_steps_she_tried_are_told(agents_desk: Client, say: Say, parcel: Translation):
    say("Where is my parcel?")
    say("Go through it", choice=f"steps:{parcel.article.public_id}")
    say("Done", choice="step:done")
    say("Did not work", choice="step:failed")
    conversation = say("Write to a person", choice="person")

    assert "Step 2 of 3 of “Where is my parcel?”, and it did not help" in summary_at(agents_desk, conversation)


def test_once_a_person_has_answered_the_log_tells_enough(
    agents_desk: Client, agent: User, say: Say, parcel: Translation
):
    say("Where is my parcel?")
    conversation = say("Write to a person", choice="person")
    before = summary_at(agents_desk, conversation)
    conversation.reply("It is at the post office.", by=agent)

    assert before
    assert not summary_at(agents_desk, conversation)


def test_a_message_that_went_straight_to_people_says_all_itself(agents_desk: Client, say: Say):
    conversation = say("I want to talk to a human")

    assert not summary_at(agents_desk, conversation)


def test_a_colleague_who_gets_it_then_is_told_by_whom_and_what_the_assistant_tried(
    agents_desk: Client, agent: User, admin: User, say: Say, parcel: Translation
):
    say("Where is my parcel?")
    say("No", choice="no")
    conversation = say("Write to a person", choice="person")
    conversation.assign(admin, by=admin)
    conversation.assign(agent, by=admin)

    summary = summary_at(agents_desk, conversation)

    assert f"{admin.name} gave it to you" in summary
    assert "and it did not help" in summary


def test_who_finds_it_in_the_team_it_was_given_to_is_told_by_whom_before_and_after_taking_it(
    agents_desk: Client, agent: User, say: Say, parcel: Translation, clock: time_machine.Traveller
):
    say("The hinge of my frame is loose")
    conversation = say("Write to a person", choice="person")
    maren, team = UserFactory(role=User.Role.AGENT, name="Maren"), Team.objects.create(name="Workshop")
    conversation.assign(maren, by=maren)
    conversation.reply("Our workshop knows more.", by=maren)
    clock.shift(timedelta(seconds=3))
    conversation.put_into(None, team, by=maren)

    found = summary_at(agents_desk, conversation)
    clock.shift(timedelta(seconds=3))
    conversation.put_into(agent, team, by=agent)
    taken = summary_at(agents_desk, conversation)

    for summary in (found, taken):
        assert "Maren gave it to you." in summary
        assert "The hinge of my frame is loose" in summary


def test_a_question_that_nobody_has_answered_is_what_is_open(agents_desk: Client, agent: User, admin: User):
    conversation = write("The hinge of my frame is loose").conversation
    conversation.assign(admin, by=admin)
    conversation.assign(agent, by=admin)

    summary = summary_at(agents_desk, conversation)

    assert "<dt>Tried</dt> <dd>Nothing yet</dd>" in summary
    assert "The question itself: nobody has answered it yet." in summary
