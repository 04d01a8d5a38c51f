"""PostgreSQL plans once what is written once, and nothing else."""

import pytest
from django.db import connection
from django.db.models import QuerySet

from helpwell.base.planning import planned_each_time
from helpwell.base.prepared import counted_once, written_once
from helpwell.base.storing import store
from helpwell.conversations.models import Conversation
from tests.factories import ConversationFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite plans in microseconds"),
]


@written_once
def open_ones(assignee: int) -> QuerySet[Conversation]:
    return Conversation.objects.filter(assignee=assignee, status="open", subject__contains="100 %")


@counted_once
def how_many(assignee: int) -> list[QuerySet]:
    return [Conversation.objects.filter(assignee=assignee, status="resolved").values("pk")]


def prepared(words: str) -> list[str]:
    """What this connection has planned in which these words stand."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE position(%s IN statement) > 0", [words])
        return [row[0] for row in cursor.fetchall()]


def test_what_is_the_same_every_time_stands_in_the_text_and_the_rest_beside_it():
    for number in range(7):
        assert open_ones(number) == []
        assert how_many(number) == (0,)

    (rows,), (counts,) = prepared("100 "), prepared("counted_0")

    assert [part in rows for part in ("'open'", "$1", "$2")] == [True, True, False]
    assert [part in counts for part in ("'resolved'", "$1", "$2")] == [True, True, False]


def test_what_depends_on_what_is_asked_is_planned_each_time():
    with planned_each_time():
        for number in range(7):
            open_ones(number)

    assert prepared("100 ") == []


def test_what_django_writes_anew_is_not_kept():
    for _ in range(7):
        list(Conversation.objects.filter(subject="often"))

    assert prepared("often") == []


def test_rows_are_stored_by_a_statement_that_is_kept():
    conversation = ConversationFactory()
    for number in range(7):
        store(conversation, subject=f"{number} %s")

    assert len(prepared("UPDATE")) == 1
    assert Conversation.objects.get().subject == "6 %s"
