"""What several ask for at once is stored together, and one that fails takes nobody along."""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from helpwell.base.threads import Call
from helpwell.base.together import at_once, do_all
from helpwell.conversations.models import Tag

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Tagging:
    """Make a tag, and tell which there are."""

    name: str
    may: bool = True
    may_share: bool = True

    def prepare(self) -> int:
        if not self.may:
            raise PermissionError
        return int(self.may_share)

    def store(self, *, all_or_none: bool) -> None:
        Tag.objects.create(name=self.name or None)

    def tell(self) -> set[str]:
        assert not connection.in_atomic_block
        return set(Tag.objects.values_list("name", flat=True))


def all_at_once(*deeds: Tagging) -> list[Any]:
    """What each is told, or the kind of error she gets."""

    async def asked() -> list[Call]:
        return [Call(deed) for deed in deeds]

    calls = asyncio.run(asked())
    do_all(calls)
    return [type(call.error) if call.error else call.found for call in calls]


def commits(queries: CaptureQueriesContext) -> int:
    return sum(query["sql"] == "COMMIT" for query in queries.captured_queries)


def test_all_are_stored_in_one_transaction_and_told_after_it():
    with CaptureQueriesContext(connection) as queries:
        told = all_at_once(Tagging("blue"), Tagging("green"), Tagging("red"))

    assert told == [{"blue", "green", "red"}] * 3
    assert commits(queries) == 1


def test_one_that_cannot_be_stored_takes_nobody_along():
    blue, _nameless, red = all_at_once(Tagging("blue"), Tagging(""), Tagging("red"))

    assert blue == red == {"blue", "red"}
    assert issubclass(_nameless, Exception)


def test_who_may_not_is_told_so_and_the_others_go_on():
    refused, green = all_at_once(Tagging("blue", may=False), Tagging("green"))

    assert refused is PermissionError
    assert green == {"green"}


def test_who_must_not_share_is_stored_alone():
    with CaptureQueriesContext(connection) as queries:
        all_at_once(Tagging("blue", may_share=False), Tagging("green"))

    assert commits(queries) == 2


def test_without_a_loop_it_is_the_same():
    assert at_once(Tagging("blue")) == {"blue"}
    with pytest.raises(PermissionError):
        at_once(Tagging("green", may=False))
