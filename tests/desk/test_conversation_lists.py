"""The lists agents work through."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from helpwell.conversations.models import Conversation
from helpwell.desk.counts import counts_in_lists
from helpwell.desk.worklists import PER_PAGE, WORKLISTS, page_of, worklist_named
from helpwell.people.models import Contact, Team, User
from tests.desk.conftest import part
from tests.factories import ConversationFactory, InboxFactory, UserFactory, write

pytestmark = pytest.mark.django_db

LISTS = "/desk/conversations/"


def shown(client: Client, view: str) -> str:
    return client.get(LISTS, {"view": view}).content.decode()


def many(count: int) -> None:
    """So many customers who wait, the first the longest."""
    inbox, now = InboxFactory(), timezone.now()
    contact = Contact.objects.create(name="Laura")
    Conversation.objects.bulk_create(
        Conversation(
            inbox=inbox,
            contact=contact,
            subject=f"Number {number:03}",
            waiting_since=now - timedelta(minutes=9999 - number),
        )
        for number in range(count)
    )


def test_who_waits_longest_comes_first_and_tells_how_long(agents_desk: Client):
    ConversationFactory(subject="Younger", waiting_since=timezone.now() - timedelta(minutes=5))
    ConversationFactory(subject="Older", waiting_since=timezone.now() - timedelta(hours=9))

    page = shown(agents_desk, "all")

    assert page.index("Older") < page.index("Younger")
    assert "waits 9 hours" in page
    assert "badge--late" in page


def test_each_list_holds_what_its_name_says(agents_desk: Client, agent: User):
    team = Team.objects.create(name="Billing")
    team.members.add(agent)
    colleague = UserFactory(role=User.Role.AGENT)
    ConversationFactory(subject="Hers", assignee=agent, team=team)
    ConversationFactory(subject="Nobodys")
    ConversationFactory(subject="Colleagues", assignee=colleague).note("@Jānis look", by=colleague, mentions=(agent,))
    ConversationFactory(subject="Asleep", status="snoozed", snoozed_until=timezone.now() + timedelta(days=1))
    ConversationFactory(subject="Done", status="resolved")
    ConversationFactory(subject="Advert", status="spam")
    ConversationFactory(subject="Robot", status="with_bot")

    held = {
        view: {row.subject for section in page_of(worklist_named(view), agent).sections for row in section.rows}
        for view in (one.name for one in WORKLISTS)
    }

    assert held == {
        "mine": {"Hers"}, "unassigned": {"Nobodys"}, "team": {"Hers"}, "all": {"Hers", "Nobodys", "Colleagues"},
        "late": set(),
        "mentions": {"Colleagues"}, "to_approve": set(), "snoozed": {"Asleep"}, "with_bot": {"Robot"},
        "resolved": {"Done"}, "spam": {"Advert"},
    }  # fmt: skip


def test_a_list_goes_on_where_it_stopped_and_shows_each_once(agent: User):
    many(PER_PAGE + 5)
    ConversationFactory(subject="Her turn")

    first = page_of(worklist_named("all"), agent)
    second = page_of(worklist_named("all"), agent, first.next)

    names = [row.subject for page in (first, second) for section in page.sections for row in section.rows]
    assert len(names) == len(set(names)) == PER_PAGE + 6
    assert (names[0], names[-1], second.next) == ("Number 000", "Her turn", "")


def test_a_place_that_makes_no_sense_begins_at_the_top(agents_desk: Client):
    many(2)

    for after in ("x", "0:never,1", "9:", "0:2026-01-01,", "-1:"):
        assert agents_desk.get(f"{LISTS}rows/", {"view": "all", "after": after}).status_code == 200


def test_a_long_list_costs_no_more_questions_than_a_short_one(
    agents_desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    many(200)
    shown(agents_desk, "all")

    with django_assert_max_num_queries(12):
        shown(agents_desk, "all")


def test_a_conversation_is_unread_until_it_was_opened(agents_desk: Client):
    conversation = write("My glasses are broken").conversation

    before = shown(agents_desk, "all")
    agents_desk.get(f"{LISTS}{conversation.pk}/")
    after = shown(agents_desk, "all")
    write("Hello?", reply_proof=conversation)

    assert [before, after, shown(agents_desk, "all")].count("") == 0
    assert ["conversation--unread" in page for page in (before, after, shown(agents_desk, "all"))] == [
        True,
        False,
        True,
    ]


def test_a_row_shows_what_was_said_last_and_by_whom(agents_desk: Client, agent: User):
    conversation = write("My glasses are broken").conversation
    conversation.note("She is the one from Tuesday", by=agent)

    assert "Note: She is the one from Tuesday" in shown(agents_desk, "all")


def test_an_unread_mention_counts_in_the_rail(agents_desk: Client, agent: User, admin: User):
    conversation = write().conversation
    conversation.note("Look", by=admin, mentions=(agent,))

    before = counts_in_lists(agent)["mentions"]
    agents_desk.get(f"{LISTS}{conversation.pk}/")

    assert (before, counts_in_lists(agent)["mentions"]) == (1, 0)


def test_what_others_may_not_see_is_in_no_list(agents_desk: Client, admin: User):
    write("A secret matter").conversation.mark_sensitive(True, by=admin)

    assert all("A secret matter" not in shown(agents_desk, one.name) for one in WORKLISTS)


def test_an_open_page_gets_the_list_and_the_counts_anew(agents_desk: Client):
    write("My glasses are broken")

    news = part(agents_desk, "get", f"{LISTS}news/", {"view": "all"}).content.decode()

    assert 'id="rows" hx-swap-oob="keyed"' in news
    assert 'id="rail-conversations" hx-swap-oob="keyed"' in news


def test_members_and_visitors_find_no_desk(client: Client):
    conversation = write().conversation
    address = f"{LISTS}{conversation.pk}/"
    visitors = [client.get(path).status_code for path in (LISTS, address, f"{address}news/")]
    client.force_login(UserFactory(role=User.Role.MEMBER))
    members = [client.get(path).status_code for path in (LISTS, address, f"{address}news/")]

    assert (visitors, members) == ([302] * 3, [404] * 3)
