"""The gaps of a canned response."""

import pytest

from helpwell.conversations.filling import fill
from helpwell.people.models import User
from tests.factories import ContactFactory, ConversationFactory

pytestmark = pytest.mark.django_db


def test_every_gap_is_filled(agent: User):
    conversation = ConversationFactory(contact=ContactFactory(name="Laura van Berg"), subject="Broken")
    text = "Dear {{contact.first_name}} {{ contact.last_name }}, about {{ conversation.subject }}: {{ agent.name }}"

    assert fill(text, conversation, agent) == "Dear Laura Berg, about Broken: Jānis"


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Dear {{ contact.name }}, hello", "Dear, hello"),
        ("Dear {{ contact.name|customer }}, hello", "Dear customer, hello"),
        ("Hi {{ contact.nmae }} and {{ no.such }}.", "Hi and."),
        ("{{ contact.name }}", ""),
        ("{{ 7 * 7 }} {% now %}", "{{ 7 * 7 }} {% now %}"),
    ],
)
def test_where_nothing_is_known_nothing_looks_missing(agent: User, text: str, filled: str):
    conversation = ConversationFactory(contact=ContactFactory(name=""))

    assert fill(text, conversation, agent) == filled
