"""Words between the open pages of several processes, over a real Redis."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from redis import asyncio as redis

from helpwell.base.across import AcrossProcesses
from tests.with_servers import redis_server

CHANGED = {"type": "conversation.changed", "conversation": 7, "at": 12}
Story = Callable[[str], Awaitable[Any]]


@pytest.fixture
def address() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, redis_server(Path(folder)) as found:
        yield found


def run(story: Story, address: str) -> Any:
    """What comes of the story, in a loop of its own."""

    async def told() -> Any:
        return await asyncio.wait_for(story(address), 10)

    return asyncio.run(told())


@asynccontextmanager
async def open_page(layer: AcrossProcesses, address: str, lines: int) -> AsyncIterator[str]:
    """A page that listens to conversation 7, once so many processes hear each other."""
    channel = await layer.new_channel()
    await layer.group_add("conversation.7", channel)
    async with redis.Redis.from_url(address) as client:
        while dict(await client.pubsub_numsub("helpwell.live.0"))[b"helpwell.live.0"] < lines:
            await asyncio.sleep(0.01)
    yield channel


def test_a_word_reaches_the_pages_of_all_processes_once(address: str):
    async def story(address: str) -> Any:
        here, there = AcrossProcesses(address), AcrossProcesses(address)
        async with open_page(here, address, 1) as ours, open_page(there, address, 2) as theirs:
            await here.group_send("conversation.7", CHANGED)
            await there.group_send("conversation.7", {**CHANGED, "at": 13})
            return [await here.receive(ours) for _ in range(2)], [await there.receive(theirs) for _ in range(2)]

    for heard in run(story, address):
        assert sorted(word["at"] for word in heard) == [12, 13]


def test_many_words_at_once_arrive_in_their_order(address: str):
    async def story(address: str) -> Any:
        here, there = AcrossProcesses(address), AcrossProcesses(address)
        async with open_page(there, address, 1) as channel:
            for number in range(90):
                await here.group_send("conversation.7", {**CHANGED, "at": number})
            return [(await there.receive(channel))["at"] for _ in range(90)]

    assert run(story, address) == list(range(90))


def test_a_line_that_broke_is_opened_again(address: str):
    async def story(address: str) -> Any:
        here, there = AcrossProcesses(address), AcrossProcesses(address)
        async with redis.Redis.from_url(address) as client, open_page(there, address, 1) as channel:
            await client.client_kill_filter(_type="pubsub")
            telling = asyncio.create_task(again_and_again(here))  # what is said while nobody hears is not heard
            heard = await there.receive(channel)
            telling.cancel()
            return heard

    assert run(story, address) == CHANGED


async def again_and_again(layer: AcrossProcesses) -> None:
    """Tell it until somebody has heard it."""
    while True:
        await layer.group_send("conversation.7", CHANGED)
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("steps", range(0, 40, 4))
def test_a_process_that_ends_waits_for_nobody(address: str, steps: int):
    async def story(address: str) -> Any:
        before = asyncio.all_tasks()
        await AcrossProcesses(address).new_channel()
        for _ in range(steps):  # the line is being opened
            await asyncio.sleep(0)
        hearing = asyncio.all_tasks() - before
        for task in hearing:
            task.cancel()
        return await asyncio.wait(hearing, timeout=5)

    done, waiting = run(story, address)

    assert done
    assert not waiting


def test_without_redis_the_pages_of_this_process_are_told_all_the_same():
    async def story(address: str) -> Any:
        layer = AcrossProcesses(address)
        channel = await layer.new_channel()
        await layer.group_add("conversation.7", channel)
        await layer.group_send("conversation.7", CHANGED)
        return await layer.receive(channel)

    assert run(story, "redis://127.0.0.1:1/0") == CHANGED
