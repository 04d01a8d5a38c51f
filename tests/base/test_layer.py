"""Words between the open pages of one process."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from helpwell.base.layer import MOST_WAITING, WithinProcess

CHANGED = {"type": "conversation.changed", "conversation": 7}


def run(story: Callable[[WithinProcess], Awaitable[Any]]) -> Any:
    """What comes of the story, in a loop of its own."""

    async def told() -> Any:
        return await story(WithinProcess())

    return asyncio.run(told())


def test_everybody_in_a_group_hears_the_same_word():
    async def story(layer):
        channels = [await layer.new_channel() for _ in range(3)]
        for channel in channels[:2]:
            await layer.group_add("conversation.7", channel)
        await layer.group_send("conversation.7", CHANGED)
        await layer.send(channels[2], {"type": "else"})
        return [await layer.receive(channel) for channel in channels]

    assert run(story) == [CHANGED, CHANGED, {"type": "else"}]


def test_who_has_left_a_group_hears_no_more_and_leaves_nothing_behind():
    async def story(layer):
        channel = await layer.new_channel()
        await layer.group_add("conversation.7", channel)
        await layer.group_discard("conversation.7", channel)
        await layer.group_discard("conversation.8", channel)
        await layer.group_send("conversation.7", CHANGED)
        waiting = asyncio.create_task(layer.receive(channel))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        return waiting.cancelled(), layer._groups, layer._waiting

    assert run(story) == (True, {}, {})


def test_who_went_without_leaving_is_forgotten_with_the_next_word():
    async def story(layer):
        channel = await layer.new_channel()
        await layer.group_add("conversation.7", channel)
        waiting = asyncio.create_task(layer.receive(channel))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await layer.group_send("conversation.7", CHANGED)
        return layer._groups, layer._waiting

    assert run(story) == ({}, {})


def test_a_word_belongs_to_who_got_it():
    async def story(layer):
        channels = [await layer.new_channel() for _ in range(2)]
        for channel in channels:
            await layer.group_add("desk", channel)
        await layer.group_send("desk", CHANGED)
        first = await layer.receive(channels[0])
        first["type"] = "changed by its reader"
        return await layer.receive(channels[1])

    assert run(story) == CHANGED


def test_a_page_that_does_not_read_holds_up_nobody():
    async def story(layer):
        channel = await layer.new_channel()
        await layer.group_add("desk", channel)
        for _ in range(MOST_WAITING + 50):
            await layer.group_send("desk", CHANGED)
        await layer.send("specific.nobody", CHANGED)
        return await layer.receive(channel)

    assert run(story) == CHANGED
