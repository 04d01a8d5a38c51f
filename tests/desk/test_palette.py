"""The command palette: what a few letters mean, for whom, and with which conversation open."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpwell.conversations.models import Conversation
from helpwell.conversations.searching.asked import words_of
from helpwell.desk.palette.option import Option, fitting
from helpwell.knowledge.models import Category
from helpwell.people.models import Sender, Team, User
from tests.desk.conftest import part
from tests.factories import make_category, publish, write

pytestmark = pytest.mark.django_db


def found(client: Client, words: str = "", conversation: Conversation | None = None) -> str:
    data = {"q": words, "conversation": conversation.pk if conversation else ""}
    return str(part(client, "get", "/desk/palette/", data).content.decode())


OPTIONS = [
    Option("Resolve", "check", is_usual=True),
    Option("Snooze: In a week", "clock"),
    Option("Week report", "list"),
    Option("Größe", "ruler", also="size"),
]


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("", ["Resolve"]),
        ("res", ["Resolve"]),
        ("RES", ["Resolve"]),
        ("week", ["Week report", "Snooze: In a week"]),  # what begins so comes first
        ("week sno", ["Snooze: In a week"]),  # in any order
        ("solve", []),  # the beginning of a word, not its middle
        ("grosse", []),
        ("große", ["Größe"]),
        ("grö", ["Größe"]),
        ("gro", ["Größe"]),
        ("size", ["Größe"]),
        ("resolve now", []),
    ],
)
def test_each_word_typed_begins_a_word_of_the_option(typed: str, labels: list[str]):
    assert [one.label for one in fitting(OPTIONS, words_of(typed), 9)] == labels


def test_without_a_word_it_offers_deeds_and_lists(agents_desk: Client):
    conversation = write().conversation

    alone, beside = found(agents_desk), found(agents_desk, conversation=conversation)

    assert ("Unassigned" in alone, "Resolve" in alone) == (True, False)
    assert beside.index("Resolve") < beside.index("Unassigned")
    assert "<kbd>E</kbd>" in beside


def test_a_number_leads_to_the_conversation(agents_desk: Client):
    conversation = write("My glasses are broken").conversation

    for words in (f"#{conversation.pk}", str(conversation.pk)):
        assert f'href="/desk/conversations/{conversation.pk}/"' in found(agents_desk, words)


def test_words_find_conversations_and_articles(agents_desk: Client):
    write("The hinge of my glasses", sender=Sender(name="Laura Berg"))
    publish("How to mend a hinge")

    page = found(agents_desk, "hinge")

    assert "The hinge of my glasses" in page
    assert "How to mend a hinge" in page


def test_what_she_may_not_see_is_not_found_and_offers_no_deed(agents_desk: Client, admin: User):
    conversation = write("The hinge of my glasses").conversation
    conversation.mark_sensitive(True, by=admin)

    assert "glasses" not in found(agents_desk, "hinge")
    assert "glasses" not in found(agents_desk, f"#{conversation.pk}")
    assert "Resolve" not in found(agents_desk, conversation=conversation)


def test_rooms_are_offered_to_those_who_may_open_them(agents_desk: Client, admin_desk: Client):
    assert ["/desk/settings/" in found(desk, "settings") for desk in (agents_desk, admin_desk)] == [False, True]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("tomorrow", "Snooze: Tomorrow morning"),
        ("give ana", "Give it to Ana"),
        ("assign billing", "Give it to the team Billing"),
        ("assign me", "Take it"),
        ("tag scre", "Tag: Screw"),
        ("scre", "Tag: Screw"),
        ("tag spring", "New tag: spring"),
        ("delivery", "Topic: Delivery"),
        ("spam", "Spam"),
    ],
)
def test_the_open_conversation_is_acted_on(agents_desk: Client, admin: User, words: str, offered: str):
    Team.objects.create(name="Billing")
    make_category("Delivery")
    write().conversation.tag("Screw", by=admin)

    assert offered in found(agents_desk, words, write().conversation)


def test_what_it_sends_is_what_the_page_would_send(agents_desk: Client):
    conversation, topic = write().conversation, make_category("Delivery")

    page = found(agents_desk, "topic delivery", conversation)
    part(agents_desk, "post", f"/desk/conversations/{conversation.pk}/topic/", {"topic": topic.pk})

    assert f'hx-post="/desk/conversations/{conversation.pk}/topic/"' in page
    assert f"{{&quot;topic&quot;: &quot;{topic.pk}&quot;}}" in page
    assert Category.objects.get(conversations=conversation) == topic


@pytest.mark.parametrize("conversation", ["x", "99999999999999999999", "-1", "0"])
def test_nonsense_finds_less_and_breaks_nothing(agents_desk: Client, conversation: str):
    for words in ("", '"', "*", "x" * 5000, "status:", "\x00"):
        answer = part(agents_desk, "get", "/desk/palette/", {"q": words, "conversation": conversation})
        assert answer.status_code == 200


def test_it_costs_the_same_with_many_tags_and_topics(
    agents_desk: Client, admin: User, django_assert_max_num_queries: DjangoAssertNumQueries
):
    conversation = write().conversation
    for number in range(12):
        make_category(f"Topic {number}")
        Team.objects.create(name=f"Team {number}")
        conversation.tag(f"tag {number}", by=admin)
    found(agents_desk, "tag", conversation)

    with django_assert_max_num_queries(22):
        found(agents_desk, "tag", conversation)


def test_an_undo_for_another_conversation_leaves_the_open_one_in_place(agents_desk: Client):
    hers, open_one = write("Hers").conversation, write("Another").conversation

    answer = part(agents_desk, "post", f"/desk/conversations/{hers.pk}/resolution/", {"on_page": open_one.pk})

    assert 'id="log"' not in answer.content.decode()
    assert "Resolved." in answer.content.decode()
    assert Conversation.objects.get(pk=hers.pk).is_resolved


def test_what_was_new_stays_marked_after_a_deed_and_its_undo(agents_desk: Client):
    conversation = write("Hers").conversation
    page = agents_desk.get(f"/desk/conversations/{conversation.pk}/").content.decode()
    as_opened = {"on_page": conversation.pk, "shown": 50, "read": 0}

    answer = part(agents_desk, "post", f"/desk/conversations/{conversation.pk}/resolution/", as_opened)

    assert 'name="read" value="0"' in page
    assert 'id="new"' in answer.content.decode()
    assert 'hx-include="#opened-as"' in answer.content.decode()
