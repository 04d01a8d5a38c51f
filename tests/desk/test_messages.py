"""A message is drawn once as long as it says the same, and anew as soon as it does not."""

import pytest
from django.test import Client
from django.utils import translation

from helpwell.conversations.models import Conversation, Message
from helpwell.desk.messages import Shown, drawn
from helpwell.desk.reads import last_said
from helpwell.people.models import User
from tests.factories import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(agent: User) -> Conversation:
    conversation = write("My glasses are broken").conversation
    conversation.reply("Send them to us", by=agent)
    return conversation


def shown(conversation: Conversation, *, may_approve: bool = True) -> Shown:
    (message,) = last_said((conversation.pk,), size=1)
    return Shown.of(message, conversation, is_seen=False, may_approve=may_approve)


def test_two_looks_at_the_same_draw_it_once(conversation: Conversation):
    first = drawn(shown(conversation))

    assert drawn(shown(conversation)) is first
    assert "Send them to us" in first


def test_what_became_of_it_shows_at_once(agents_desk: Client, agent: User, conversation: Conversation):
    address = f"/desk/conversations/{conversation.pk}/news/"
    before = agents_desk.get(address).content.decode()
    reply = conversation.messages.get(kind=Message.Kind.REPLY)

    reply.mark_failed("The address does not exist")
    failed = agents_desk.get(address).content.decode()
    reply.try_again()
    agent.name = "Jana"
    agent.save()
    after = agents_desk.get(address).content.decode()

    assert ["The address does not exist" in page for page in (before, failed, after)] == [False, True, False]
    assert ["Jana" in page for page in (failed, after)] == [False, True]


def test_each_reader_has_it_in_her_own_language(conversation: Conversation):
    with translation.override("de"):
        german = drawn(shown(conversation))

    assert german != drawn(shown(conversation))
    assert "My glasses" not in german


def test_who_may_not_approve_is_not_shown_how(trainee: User, agent: User):
    conversation = write("My glasses are broken").conversation
    conversation.reply("Send them to us", by=trainee)
    message = conversation.messages.awaiting_approval().for_desk().get()

    hers, theirs = (
        drawn(Shown.of(message, conversation, is_seen=False, may_approve=may_approve)) for may_approve in (False, True)
    )

    assert ("Approve and send" in hers, "Approve and send" in theirs) == (False, True)
