"""Open pages hear of a change once, after the commit, and only its name."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from channels.layers import get_channel_layer
from django.db import transaction

from helpwell.conversations.live import is_older, moment
from helpwell.people.models import User
from tests.factories import write
from tests.own_loop import serving_loop

SOON = 0.3  # seconds in which nothing more comes
LATEST = 10  # seconds until the first word, on a busy machine


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    with serving_loop() as running:
        yield running


def listen(loop: asyncio.AbstractEventLoop, group: str) -> str:
    """A page that listens to the group."""
    layer = get_channel_layer()

    async def join() -> str:
        channel: str = await layer.new_channel()
        await layer.group_add(group, channel)
        return channel

    return asyncio.run_coroutine_threadsafe(join(), loop).result()


def heard(loop: asyncio.AbstractEventLoop, channel: str, first_within: float = LATEST) -> list[dict[str, Any]]:
    """All that the page hears until it is quiet."""

    async def hear() -> list[dict[str, Any]]:
        words: list[dict[str, Any]] = []
        while True:
            patience = SOON if words else first_within
            try:
                words.append(await asyncio.wait_for(get_channel_layer().receive(channel), patience))
            except TimeoutError:
                return words

    return asyncio.run_coroutine_threadsafe(hear(), loop).result()


@pytest.mark.django_db(transaction=True)
def test_a_change_is_told_once_however_much_changed(loop: asyncio.AbstractEventLoop, agent: User) -> None:
    conversation = write().conversation
    desk, page = listen(loop, "desk"), listen(loop, f"conversation.{conversation.pk}")

    with transaction.atomic():
        conversation.tag("broken", by=agent)
        conversation.resolve(by=agent)

    [told] = heard(loop, desk)
    assert (told["type"], told["conversation"]) == ("conversation.changed", conversation.pk)
    assert heard(loop, page) == [told]


@pytest.mark.django_db(transaction=True)
def test_who_has_looked_since_need_not_look_again(loop: asyncio.AbstractEventLoop, agent: User) -> None:
    conversation = write().conversation
    desk, before = listen(loop, "desk"), moment()

    conversation.tag("broken", by=agent)

    [told] = heard(loop, desk)
    assert not is_older(told, before)
    assert is_older(told, moment())
    assert not is_older({**told, "here": "another process"}, moment())


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_told(loop: asyncio.AbstractEventLoop, agent: User) -> None:
    conversation = write().conversation
    desk = listen(loop, "desk")

    with transaction.atomic():
        conversation.resolve(by=agent)
        transaction.set_rollback(True)

    assert heard(loop, desk, first_within=SOON) == []
