"""What the house looks for again and again is found by an index: a million messages are never read for it."""

from datetime import datetime

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from helpwell.conversations.models import Conversation, Message
from helpwell.desk.worklists import WORKLISTS, waiting_in, worklist_named
from helpwell.people.models import User
from tests.factories import ContactFactory, ConversationFactory, UserFactory, write

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL reads a small table as a whole"),
]

BIG = ("conversations_message", "conversations_conversation", "people_contact")
NOW = datetime(2026, 11, 22, tzinfo=timezone.get_fixed_timezone(0))


def sweeps() -> dict[str, QuerySet]:
    """What the timetable asks each minute, and after each message and reply."""
    return {
        "replies to send": Message.objects.to_send("contact_form"),
        "replies that a mail carries": Message.objects.carried("contact_form").filter(mail__status="sent"),
        "replies nobody has seen": Message.objects.unseen_replies("chat", NOW),
        "messages for the bot": Message.objects.awaiting_bot(),
        "topics that agents said": Conversation.objects.of_topic_said("en"),
        "conversations to wake": Conversation.objects.to_wake(NOW),
        "conversations to hand out": Conversation.objects.to_hand_out(),
        "conversations of agents who left": Conversation.objects.left_by_former_agents(),
        "conversations past a target": Conversation.objects.overdue(NOW),
    }


def lists(user: User) -> dict[str, QuerySet]:
    """Each lane of each list, and what the rail counts of it."""
    rows = {one.name: one.choose(Conversation.objects.visible_to(user), user) for one in WORKLISTS}
    lanes = {f"{one.name} {lane.title}": lane.choose(rows[one.name]) for one in WORKLISTS for lane in one.lanes}
    counts = {one.name: one.counts(rows[one.name], user) for one in WORKLISTS if one.counts}
    return {**{name: lane.for_list(user) for name, lane in lanes.items()}, **counts}


def read_as_a_whole(rows: QuerySet) -> list[str]:
    """The steps of the query's plan that read one of the big tables from end to end, or all of an inbox."""
    steps = [line.split(maxsplit=3)[3] for line in rows.explain().splitlines()]
    scans = [f"SCAN {table}" for table in BIG]
    return [step for step in steps if step.strip() in scans or "(inbox_id=?)" in step or "(merged_into_id=?)" in step]


@pytest.mark.parametrize("has_been_analysed", [False, True])
def test_nothing_reads_all_that_was_ever_said(agent: User, has_been_analysed: bool) -> None:
    if has_been_analysed:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    plans = {name: read_as_a_whole(rows) for name, rows in {**sweeps(), **lists(agent)}.items()}

    assert {name: steps for name, steps in plans.items() if steps} == {}


@pytest.mark.parametrize("has_been_analysed", [False, True])
def test_those_that_are_late_are_counted_without_reading_the_others(agent: User, has_been_analysed: bool) -> None:
    if has_been_analysed:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    assert "conversation_late" in waiting_in("late", agent).explain()


@pytest.mark.parametrize("name", ["all", "mine", "unassigned"])
@pytest.mark.parametrize("has_been_analysed", [False, True])
def test_thousands_whose_turn_it_is_are_read_in_their_order(agent: User, name: str, has_been_analysed: bool) -> None:
    """Else all of them are sorted, and the last words of each looked up, to show thirty."""
    known = {"inbox": write().conversation.inbox, "contact": ContactFactory()}
    for assignee in (agent, UserFactory(), None):
        Conversation.objects.bulk_create(ConversationFactory.build_batch(40, assignee=assignee, **known))
    if has_been_analysed:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    lane = worklist_named(name).lane_rows(agent, 1, None)

    assert "USE TEMP B-TREE FOR ORDER BY" not in lane.explain()
