"""The way back from one deed: kept beyond its toast, until others may have gone on from it."""

import time

import pytest
from django.test import Client

from helpwell.conversations.models import Conversation
from helpwell.people.models import Team
from tests.desk.conftest import part
from tests.factories import ContactFactory, ConversationFactory

pytestmark = pytest.mark.django_db

LIST = "/desk/conversations/?view=all"


@pytest.fixture
def hers() -> Conversation:
    return ConversationFactory(contact=ContactFactory(name="Laura Berg"))


def at(conversation: Conversation, noun: str) -> str:
    return f"/desk/conversations/{conversation.pk}/{noun}/"


def offered(desk: Client) -> str:
    """What stands above the list."""
    page = desk.get(LIST).content.decode()
    return " ".join(page.partition('id="last-deed"')[2].partition("</div>")[0].split())


def test_it_says_what_was_done_to_whose_conversation(agents_desk: Client, hers: Conversation):
    part(agents_desk, "post", at(hers, "resolution"))

    assert "Undo: Laura Berg: Resolved." in offered(agents_desk)


def test_what_has_been_taken_back_is_offered_no_more(agents_desk: Client, hers: Conversation):
    other = ConversationFactory(contact=hers.contact)
    part(agents_desk, "post", at(hers, "merger"), {"other": other.pk})
    assert "Merged" in offered(agents_desk)

    part(agents_desk, "delete", at(hers, "merger") + f"?other={other.pk}")

    assert "Undo" not in offered(agents_desk)


def test_ten_minutes_later_others_have_gone_on_from_it(agents_desk: Client, hers: Conversation):
    part(agents_desk, "post", at(hers, "resolution"))
    session = agents_desk.session
    session["way_back"] = {**session["way_back"], "at": time.time() - 11 * 60}
    session.save()

    assert "Undo" not in offered(agents_desk)


def test_what_one_does_not_see_any_more_one_cannot_take_back(agents_desk: Client, hers: Conversation):
    team = Team.objects.create(name="Applications", is_private=True)

    answer = part(agents_desk, "post", at(hers, "hands"), {"assignee": "", "team": team.pk})

    assert answer["HX-Redirect"] == "/desk/conversations/"
    assert "Undo" not in offered(agents_desk)


def test_on_another_conversations_page_the_word_says_whose_it_was(agents_desk: Client, hers: Conversation):
    said = part(agents_desk, "post", at(hers, "resolution"), {"on_page": ConversationFactory().pk})

    assert "Laura Berg: Resolved." in said.content.decode()
