"""The one way in: once, by proof, held by somebody."""

import threading
from typing import Any

import pytest
from django.db import connection

from helpwell.conversations.models import Conversation, Message
from helpwell.intake import receive
from helpwell.people.models import Address, Contact, Event, Sender, User
from tests.factories import UserFactory, VisitorFactory, inbound, write

Status = Conversation.Status


def test_the_same_message_sent_twice_is_one(db: None) -> None:
    first = write(external_id="form-1")
    again = write(external_id="form-1")

    assert first == again
    assert Message.objects.count() == Conversation.objects.count() == 1


def test_the_same_id_with_other_words_is_another_message(db: None) -> None:
    first = write("Where is my parcel?", external_id="form-1")
    other = write("Where is my invoice?", external_id="form-1")

    assert first.conversation != other.conversation


@pytest.mark.django_db(transaction=True)
def test_sixteen_who_send_the_same_at_once_leave_one_message() -> None:
    message = inbound(external_id="form-1")
    senders = [threading.Thread(target=_send, args=(message,)) for _ in range(16)]

    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert Message.objects.count() == Conversation.objects.count() == 1


def _send(message: Any) -> None:
    try:
        receive(message)
    finally:
        connection.close()


def test_writing_an_address_down_does_not_make_one_its_owner(db: None) -> None:
    owner = write(sender=Sender(email="laura@example.com", proof=Address.Proof.LINK)).conversation
    stranger = write(sender=Sender(email="laura@example.com")).conversation

    assert stranger.contact != owner.contact


def test_who_proves_an_address_is_recognised(db: None) -> None:
    first = write(sender=Sender(email="laura@example.com", proof=Address.Proof.LINK)).conversation
    second = write(sender=Sender(email="Laura@Example.com", proof=Address.Proof.MAIL)).conversation

    assert second.contact == first.contact


def test_the_same_browser_with_the_same_address_is_the_same_contact(db: None) -> None:
    visitor = VisitorFactory()

    first = write(sender=Sender(email="laura@example.com", visitor=visitor)).conversation
    second = write(sender=Sender(email="laura@example.com", visitor=visitor)).conversation
    other = write(sender=Sender(email="oskars@example.com", visitor=visitor)).conversation

    assert second.contact == first.contact != other.contact


def test_proving_an_address_that_another_contact_has_proven_makes_them_one(db: None) -> None:
    known = write(sender=Sender(email="laura@example.com", proof=Address.Proof.LINK)).conversation.contact
    stranger = write(sender=Sender(email="laura@example.com")).conversation.contact

    stranger.addresses.get().prove(Address.Proof.LINK)

    assert stranger.today == known
    assert Conversation.objects.with_contact(known).count() == 2


def test_two_contacts_that_were_merged_by_mistake_part_again(agent: User) -> None:
    one, other = write().conversation.contact, write().conversation.contact

    one.become(other, by=agent)
    one.part(by=agent)

    assert one.today == one
    assert [event.kind for event in Event.objects.about(one)] == ["contact.parted", "contact.merged"]


def test_a_reply_with_proof_stays_in_its_conversation_and_opens_it_again(agent: User) -> None:
    conversation = write().conversation
    conversation.resolve(by=agent)

    reply = write("It broke again", reply_proof=conversation)

    conversation.refresh_from_db()
    assert reply.conversation == conversation
    assert (conversation.status, conversation.waiting_since) == (Status.OPEN, reply.said_at)
    assert [message.number for message in conversation.messages.said()] == [1, 2]


def test_a_number_in_the_subject_proves_nothing(db: None) -> None:
    first = write().conversation

    other = write(subject=f"Re: conversation {first.pk}")

    assert other.conversation != first


def test_a_reply_to_a_merged_conversation_arrives_where_it_went(agent: User) -> None:
    one, other = write().conversation, write().conversation
    one.merge_into(other, by=agent)

    reply = write("One more thing", reply_proof=one)

    assert reply.conversation == other


def test_letters_no_database_can_keep_lose_no_message(db: None) -> None:
    sender = Sender(name="La\0ura", email="laura@example.com")

    message = write("be\0fore \ud800 after", sender=sender, external_id="a\0" + "b" * 300, fields=(("Or\0der", "1"),))

    message.refresh_from_db()
    assert message.text == "be\N{REPLACEMENT CHARACTER}fore \N{REPLACEMENT CHARACTER} after"
    assert message.contact.name == "La\N{REPLACEMENT CHARACTER}ura"


def test_the_least_busy_agent_at_the_desk_gets_it(db: None) -> None:
    busy, free = (UserFactory(role=User.Role.AGENT, availability=User.Availability.AT_DESK) for _ in range(2))
    UserFactory(role=User.Role.AGENT, availability=User.Availability.OFF)
    write().conversation.assign(busy, by=None)

    message = write("And another one")

    assert message.conversation.assignee == free


def test_with_nobody_at_the_desk_it_waits_where_everybody_sees_it(agent: User) -> None:
    conversation = write().conversation

    assert conversation.assignee is None
    assert conversation in Conversation.objects.visible_to(agent).waiting().unassigned()


def test_an_agent_takes_no_more_than_she_can_hold(db: None) -> None:
    UserFactory(role=User.Role.AGENT, availability=User.Availability.AT_DESK, capacity=1)

    held = [write(str(number)).conversation.assignee for number in range(2)]

    assert [agent is not None for agent in held] == [True, False]


def test_contact_rows_stay_few_when_one_person_writes_often(db: None) -> None:
    sender = Sender(email="laura@example.com", proof=Address.Proof.MAIL)

    for number in range(5):
        write(str(number), sender=sender)

    assert Contact.objects.count() == 1
