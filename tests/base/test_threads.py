"""Threads that work for the event loop outlive whatever goes wrong in them."""

import asyncio
from collections.abc import Sequence

import pytest

from helpwell.base.threads import Call, Crew

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_thread_in_which_something_broke_sees_to_those_who_come_next():
    def do(calls: Sequence[Call]) -> None:
        for call in calls:
            call.found = 12 / call.asked

    async def told() -> list[float | str]:
        crew = Crew("test", 1, 1, do)
        try:
            first: float | str = await crew.ask(0)
        except ZeroDivisionError:
            first = "broken"
        return [first, await asyncio.wait_for(crew.ask(3), 5)]

    assert asyncio.run(told()) == ["broken", 4]
