"""The line of a conversation is drawn once as long as it says the same, and anew as soon as it does not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from helpwell.conversations.models import Conversation
from helpwell.desk.rows import Row, drawn, rows_of
from helpwell.people.models import User
from tests.factories import ConversationFactory, write

pytestmark = pytest.mark.django_db


def row(conversation: Conversation, reader: User) -> Row:
    return rows_of(list(Conversation.objects.for_list(reader).filter(pk=conversation.pk)))[0]


def test_two_looks_at_the_same_draw_it_once(agent: User):
    conversation = write("My glasses are broken").conversation
    first = drawn(row(conversation, agent), "all", is_current=False)

    again = drawn(row(conversation, agent), "all", is_current=False)

    assert again is first


def test_whatever_changes_shows_at_once(agents_desk: Client, agent: User):
    conversation = write("My glasses are broken").conversation
    contact, before = conversation.contact, row(conversation, agent)
    contact.name = "Laura Kalniņa"
    contact.save()
    conversation.tag("lens", by=agent)
    conversation.assign(agent, by=agent)
    conversation.prioritise(Conversation.Priority.URGENT, by=agent)

    page = agents_desk.get("/desk/conversations/", {"view": "all"}).content.decode()

    assert row(conversation, agent) != before
    for word in ("Laura Kalniņa", ">lens<", "Jānis", "Urgent"):
        assert word in page


def test_each_reader_has_it_in_her_own_language(agent: User):
    since = timezone.now() - timedelta(hours=3)
    conversation = ConversationFactory(waiting_since=since)

    with translation.override("de"):
        german = drawn(row(conversation, agent), "all", is_current=False)

    assert "wartet 3 Std." in german
    assert "waits 3 hours" in drawn(row(conversation, agent), "all", is_current=False)


def test_a_long_beginning_goes_on_over_two_lines_instead_of_losing_its_middle(agent: User):
    words = (
        "Do you ship to Ireland, and does the blue light coating cost extra there? I would need two pairs of glasses"
    )
    long = row(write(f"{words}, one of them for driving at night.").conversation, agent)
    answered = write("Short").conversation
    answered.reply("We do.", by=agent)

    assert (long.subject.startswith(f"{words}, one of them"), long.snippet) == (True, "")
    assert (row(answered, agent).subject, row(answered, agent).snippet) == ("Short", "We do.")
