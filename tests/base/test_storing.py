"""Rows stored by SQL that is written once are as Django would have stored them."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from helpwell.base.prepared import lock
from helpwell.base.storing import store, store_new, store_over
from helpwell.conversations.models import Conversation, Message, Reading
from helpwell.people.models import Visitor
from tests.factories import ContactFactory, ConversationFactory, UserFactory

pytestmark = pytest.mark.django_db


def a_message(conversation: Conversation, number: int = 1) -> Message:
    return Message(
        conversation=conversation,
        number=number,
        kind=Message.Kind.FROM_CONTACT,
        text="%s “ž” \\",
        fields=[["Order", "7"]],
    )


def test_a_new_row_is_stored_whole_and_gets_its_key():
    message = a_message(ConversationFactory())

    store_new(message)

    stored = Message.objects.get(pk=message.pk)
    assert {one.name: getattr(stored, one.attname) for one in Message._meta.concrete_fields} == {
        one.name: getattr(message, one.attname) for one in Message._meta.concrete_fields
    }
    assert not message._state.adding


def test_what_was_stored_this_way_can_be_saved_as_any_other_row():
    message = a_message(ConversationFactory())
    store_new(message)

    message.text = "Something else"
    message.save()

    assert Message.objects.get().text == "Something else"


def test_only_what_is_named_changes():
    conversation = ConversationFactory(subject="Old")
    agent, later = UserFactory(), timezone.now() + timedelta(days=1)
    same = Conversation.objects.get(pk=conversation.pk)
    store(same, subject="New")

    store(conversation, assignee=agent, snoozed_until=later)

    stored = Conversation.objects.get(pk=conversation.pk)
    assert (stored.subject, stored.assignee, stored.snoozed_until) == ("New", agent, later)
    assert (conversation.assignee, conversation.snoozed_until) == (agent, later)


def test_rows_with_other_keys_change_too():
    visitor, contact = Visitor.objects.create(), ContactFactory()

    store(visitor, contact=contact)

    assert Visitor.objects.get().contact == contact


def test_a_row_that_is_gone_cannot_be_changed():
    message = a_message(ConversationFactory())
    store_new(message)
    Message.objects.all().delete()

    with pytest.raises(DatabaseError):
        store(message, text="Still here?")


def test_what_the_database_refuses_breaks_the_transaction_it_was_in():
    conversation = ConversationFactory()
    store_new(a_message(conversation))

    with pytest.raises(IntegrityError), transaction.atomic():
        store_new(a_message(conversation))

    assert Message.objects.count() == 1


def test_a_locked_row_is_as_others_left_it():
    agent = UserFactory()
    conversation = ConversationFactory()
    assert conversation.assignee is None
    Conversation.objects.filter(pk=conversation.pk).update(assignee=agent, last_number=7)

    with transaction.atomic():
        lock(conversation)

    assert (conversation.assignee, conversation.last_number) == (agent, 7)


def test_a_row_that_is_there_already_takes_what_is_new():
    conversation, agent = ConversationFactory(), UserFactory()

    for number in (3, 5):
        store_over(Reading(conversation=conversation, user=agent, number=number), "conversation", "user")
    store_over(Reading(conversation=conversation, user=UserFactory(), number=1), "conversation", "user")

    assert sorted(Reading.objects.values_list("number", flat=True)) == [1, 5]
