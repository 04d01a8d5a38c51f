"""Words to open pages: every one arrives, whoever else speaks at the same moment."""

import asyncio
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from channels.layers import get_channel_layer

from helpwell.base import live
from tests.own_loop import serving_loop

SPEAKERS, TIMES = 8, 300


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    with serving_loop() as running:
        yield running


@pytest.fixture
def restless_threads() -> Iterator[None]:
    """They take turns after every few steps, so that what can come between two steps does."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


async def _heard(channel: str) -> list[int]:
    layer = get_channel_layer()
    return [(await layer.receive(channel))["number"] for _ in range(SPEAKERS)]


@pytest.mark.usefixtures("restless_threads")
def test_words_of_many_threads_at_once_all_arrive(loop):
    layer = get_channel_layer()
    channel = asyncio.run_coroutine_threadsafe(layer.new_channel(), loop).result()
    asyncio.run_coroutine_threadsafe(layer.group_add("conversation.7", channel), loop).result()
    together = threading.Barrier(SPEAKERS)

    def speak(number: int) -> None:
        together.wait()
        live.publish({"type": "conversation.changed", "number": number}, "conversation.7")

    with ThreadPoolExecutor(SPEAKERS) as threads:
        for _ in range(TIMES):
            list(threads.map(speak, range(SPEAKERS)))
            heard = asyncio.run_coroutine_threadsafe(_heard(channel), loop).result(timeout=5)
            assert sorted(heard) == list(range(SPEAKERS))
