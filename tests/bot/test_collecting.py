"""What a person will need is asked for while she waits: only what is unknown, only what her topic needs, one by one."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from helpwell.bot.respond import respond_to_waiting
from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.people.models import Sender, User
from tests.factories import InboxFactory, make_category, write

pytestmark = pytest.mark.django_db
ORDER = {"key": "order", "labels": {"en": "Order number", "de": "Bestellnummer"}, "kind": "number"}
WANTS = {
    "key": "wants",
    "labels": {"en": "What shall we do?", "de": "Was sollen wir tun?"},
    "choices": {"en": ["Repair", "Refund"], "de": ["Reparieren", "Erstatten"]},
    "is_required": True,
}


class Customer:
    """She writes, and the assistant has a moment."""

    def __init__(self, *fields: dict[str, Any], language: str = "en", **options: Any) -> None:
        chat = Inbox.Channel.CHAT
        self.inbox = InboxFactory(channel=chat, options={"fields": list(fields), **options})
        self.language = language
        self.pk = 0

    @property
    def conversation(self) -> Conversation:
        return Conversation.objects.get(pk=self.pk)

    def says(self, text: str, choice: str = "", **values: Any) -> Message:
        """What stands last when she has been heard."""
        proof = self.conversation if self.pk else None
        sender = Sender(name="Laura Berg", contact=proof.contact if proof else None)
        message = write(
            text, inbox=self.inbox, choice=choice, language=self.language, reply_proof=proof, sender=sender, **values
        )
        self.pk = message.conversation_id
        return self.is_heard()

    def is_heard(self) -> Message:
        with time_machine.travel(timezone.now() + timedelta(seconds=3), tick=False):
            respond_to_waiting()
        return self.conversation.messages.said().last()  # type: ignore[return-value]

    def wants_person(self, text: str = "I want a person") -> Message:
        return self.says(text, choice="person")


def asks(message: Message) -> str:
    return str(message.trace.get("asks", ""))


def test_she_is_in_the_line_before_the_first_question() -> None:
    laura = Customer(ORDER)

    said = laura.wants_person()

    assert Conversation.objects.waiting().get().pk == laura.pk
    assert said.text.endswith("While you wait, please tell us: Order number")
    assert [one["value"] for one in said.card["choices"]] == ["skip"]


def test_one_question_at_a_time_then_thanks() -> None:
    laura = Customer(ORDER, WANTS)
    laura.wants_person()

    second = laura.says("4711")
    last = laura.says("Refund", choice="field:Refund")

    assert (asks(second), [one["label"] for one in second.card["choices"]]) == ("wants", ["Repair", "Refund"])
    assert last.text == "Thank you, that is all. A person will answer you here."
    assert laura.conversation.told() == [("Order number", "4711"), ("What shall we do?", "Refund")]
    assert laura.conversation.waiting_since is not None


def test_what_does_not_fit_is_asked_for_once_more_and_no_more() -> None:
    laura = Customer(ORDER)
    laura.wants_person()

    again = laura.says("the blue one")
    over = laura.says("I said the blue one")

    assert again.text == "A number is needed here, in digits such as 4711. Once more, please: Order number"
    assert over.trace["deed"] == "thank"
    assert laura.conversation.told() == []


def test_what_need_not_be_told_can_be_passed_over_and_what_must_has_no_such_button() -> None:
    laura = Customer(ORDER, WANTS)
    laura.wants_person()

    wants = laura.says("Skip", choice="skip")

    assert asks(wants) == "wants"
    assert "skip" not in [one["value"] for one in wants.card["choices"]]


@pytest.mark.parametrize("words", ["When will you answer?", "I am so angry!!!", "operator please", "long " * 60])
def test_who_says_something_else_is_left_in_peace(words: str) -> None:
    laura = Customer(ORDER, WANTS)
    laura.wants_person()

    assert laura.says(words).is_from_contact
    assert laura.says("4711").is_from_contact


def test_what_was_told_before_is_not_asked_for_again() -> None:
    laura = Customer(ORDER, WANTS)
    laura.says("My frame is bent", fields=(("Bestellnummer", "4711"),))

    assert asks(laura.wants_person()) == "wants"


def test_only_what_the_topic_needs_is_asked_for() -> None:
    delivery, returns = make_category("Delivery"), make_category("Returns")
    laura = Customer({**ORDER, "topics": [returns.public_id]}, {**WANTS, "topics": [delivery.public_id]})
    laura.says("My frame is bent")
    laura.conversation.set_topic(delivery, by=None)

    assert asks(laura.wants_person()) == "wants"


def test_who_writes_to_a_person_at_once_is_asked_too_by_something_that_says_what_it_is() -> None:
    laura = Customer(ORDER)
    message = write("My frame is bent", inbox=laura.inbox, language="en")
    laura.pk = message.conversation_id
    message.conversation.hand_over("asked_for_person")

    said = laura.is_heard()

    assert said.text.startswith("I am an automated assistant")
    assert asks(said) == "order"


def test_nothing_is_asked_once_a_person_has_answered(agent: User) -> None:
    laura = Customer(ORDER, WANTS)
    laura.wants_person()
    laura.conversation.reply("Here I am", by=agent)

    assert laura.says("4711").is_from_contact


def test_an_address_she_tells_is_one_we_answer_to() -> None:
    laura = Customer({"key": "mail", "labels": {"en": "E-mail"}, "kind": "email"})
    laura.wants_person()

    wrong = laura.says("laura at example")
    laura.says("Laura@Example.com")

    assert wrong.text.startswith("This is not an e-mail address yet")
    assert laura.conversation.contact.email == "laura@example.com"


def test_without_fields_or_without_an_assistant_nothing_is_asked() -> None:
    plain, people = Customer(), Customer(ORDER, assistant=False)

    assert asks(plain.wants_person()) == ""
    assert people.says("My frame is bent").is_from_contact


def test_german_customers_are_asked_in_german() -> None:
    laura = Customer(ORDER, WANTS, language="de")
    laura.wants_person()

    assert laura.says("4711").text == "Danke. Und bitte noch: Was sollen wir tun?"
    assert laura.says("erstatten").trace["deed"] == "thank"


PLAN = {"key": "plan", "labels": {"en": "Plan", "de": "Tarif"}, "is_lasting": True}


def told_before(laura: Customer, proof: str) -> None:
    """She has told her plan and an order number in an earlier conversation."""
    laura.wants_person()
    laura.says("Gold")
    laura.says("4711")
    contact = laura.conversation.contact
    contact.learn(Sender(email="laura@example.com", proof=proof))
    sender = Sender(contact=contact)
    laura.pk = write("Another matter", inbox=laura.inbox, language="en", sender=sender).conversation_id
    laura.is_heard()


def test_what_stays_the_same_for_her_is_asked_once_and_told_to_whoever_answers() -> None:
    laura = Customer(PLAN, ORDER)
    told_before(laura, proof="link")

    said = laura.wants_person()

    assert asks(said) == "order"
    assert laura.conversation.told() == [("Plan", "Gold")]


def test_as_long_as_anybody_may_be_writing_it_is_asked_again() -> None:
    laura = Customer(PLAN, ORDER)
    told_before(laura, proof="")

    assert asks(laura.wants_person()) == "plan"
