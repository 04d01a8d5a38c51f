"""Two who are served at the same moment never hear each other's language."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from asgiref.sync import sync_to_async
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone, translation
from django.utils.translation import trans_real

from helpwell.base.spoken import Spoken

T = TypeVar("T")


def test_what_was_not_said_is_not_there():
    spoken = Spoken("nothing")

    assert not hasattr(spoken, "value")
    spoken.value = None
    assert spoken.value is None
    del spoken.value
    with pytest.raises(AttributeError):
        _ = spoken.value


def test_django_keeps_them_so():
    assert isinstance(trans_real._active, Spoken)
    assert isinstance(timezone._active, Spoken)


def test_two_threads_speak_their_own_language_and_time():
    meeting = threading.Barrier(2, timeout=10)

    def speak(language: str, zone: str, prefix: str) -> tuple[str | None, str, str]:
        set_script_prefix(prefix)
        with translation.override(language), timezone.override(ZoneInfo(zone)):
            meeting.wait()
            return translation.get_language(), timezone.get_current_timezone_name(), get_script_prefix()

    with ThreadPoolExecutor(2) as threads:
        one, other = threads.submit(speak, "de", "Asia/Tokyo", "/a/"), threads.submit(speak, "lv", "Europe/Riga", "/b/")

    assert one.result() == ("de", "Asia/Tokyo", "/a/")
    assert other.result() == ("lv", "Europe/Riga", "/b/")


def test_a_new_thread_begins_with_nothing_said():
    with translation.override("de"), ThreadPoolExecutor(1) as threads:
        assert threads.submit(translation.get_language).result() == "en"


def test_two_tasks_of_one_loop_speak_their_own_language():
    async def speak(language: str, meeting: asyncio.Barrier) -> str | None:
        with translation.override(language):
            await meeting.wait()
            return translation.get_language()

    async def both() -> list[str | None]:
        meeting = asyncio.Barrier(2)
        return await asyncio.gather(speak("de", meeting), speak("lv", meeting))

    assert _in_a_loop(both) == ["de", "lv"]


def test_a_thread_that_works_for_a_task_speaks_its_language_and_may_change_it():
    async def ask() -> tuple[str | None, str | None]:
        translation.activate("de")
        heard = await sync_to_async(translation.get_language)()
        await sync_to_async(translation.activate)("lv")
        return heard, translation.get_language()

    assert _in_a_loop(ask) == ("de", "lv")


def _in_a_loop(work: Callable[[], Awaitable[T]]) -> T:
    """Playwright's own loop may run in the thread of the tests."""

    async def done() -> T:
        return await work()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, done()).result()
