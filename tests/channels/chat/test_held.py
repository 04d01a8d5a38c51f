"""Where sockets are blocked: a request that waits for news, one at a time, and misses nothing."""

import asyncio
import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.layers import get_channel_layer
from channels.routing import URLRouter

from helpwell.channels.chat import held
from helpwell.conversations.live import group_of
from helpwell.conversations.models import Conversation, Inbox
from helpwell.people.models import User
from tests.channels.chat.conftest import SHOP, Widget
from tests.own_loop import in_own_loop

pytestmark = pytest.mark.django_db(transaction=True)


class Held(ApplicationCommunicator):  # type: ignore[misc]
    """One request on its way."""

    def __init__(self, widget: Widget, origin: str = SHOP, method: str = "POST") -> None:
        headers = [(b"host", b"testserver"), (b"origin", origin.encode())]
        path = f"/chat/{widget.inbox.key}/held/"
        scope = {"type": "http", "method": method, "path": path, "headers": headers, "client": ["10.0.0.1", 1]}
        super().__init__(URLRouter(held.urls), scope)
        self.session = widget.session

    async def ask(self, **values: Any) -> None:
        frame = {"kind": "hello", "session": self.session, **values}
        await self.send_input({"type": "http.request", "body": json.dumps(frame).encode()})

    async def answer(self) -> tuple[int, Any]:
        start = await self.receive_output(timeout=3)
        body = await self.receive_output(timeout=3)
        return start["status"], json.loads(body["body"])


async def mark_of(widget: Widget, **values: Any) -> str:
    """How everything stands, by asking once."""
    request = Held(widget)
    await request.ask(**values)
    _status, told = await request.answer()
    return str(told[-1]["mark"])


def test_what_she_does_not_have_is_told_at_once(widget: Widget) -> None:
    ack = widget.say()

    async def story() -> Any:
        request = Held(widget)
        await request.ask(conversation=ack["conversation"])
        return await request.answer()

    status, told = in_own_loop(story())
    assert (status, [frame["kind"] for frame in told]) == (200, ["conversations", "messages", "held"])
    assert told[1]["messages"][0]["text"] == "Where is my parcel?"


def test_it_waits_until_something_is_said(widget: Widget, agent: User) -> None:
    ack = widget.say(person=True)
    conversation = Conversation.objects.get()
    known = {"conversation": conversation.pk, "after": ack["number"]}

    async def story() -> tuple[bool, Any]:
        request = Held(widget)
        await request.ask(mark=await mark_of(widget, **known), **known)
        waits = await request.receive_nothing(timeout=0.3)
        await sync_to_async(conversation.reply)("It is on its way", by=agent)
        await get_channel_layer().group_send(
            group_of(conversation.pk), {"type": "conversation.changed", "conversation": conversation.pk}
        )
        return waits, await request.answer()

    waits, (status, told) = in_own_loop(story())
    assert (waits, status) == (True, 200)
    assert [one["text"] for one in told[1]["messages"]] == ["It is on its way"]


def test_it_comes_back_empty_after_a_while(widget: Widget, monkeypatch: Any) -> None:
    monkeypatch.setattr(held, "LONGEST", 0.1)
    widget.say()

    async def story() -> Any:
        request = Held(widget)
        await request.ask(mark=await mark_of(widget))
        return await request.answer()

    assert in_own_loop(story()) == (200, [])


def test_a_browser_holds_one_and_leaves_nothing_behind(widget: Widget) -> None:
    widget.say()

    async def story() -> tuple[int, Any]:
        mark = await mark_of(widget)
        first, second = Held(widget), Held(widget)
        for request in (first, second):
            await request.ask(mark=mark)
            await asyncio.sleep(0.1)
        former = await first.answer()
        open_ones = held._by_address.total()
        await second.send_input({"type": "http.disconnect"})
        await second.wait(timeout=1)
        return open_ones, former

    assert in_own_loop(story()) == (1, (200, []))
    assert (dict(held._by_address), held._by_session) == ({}, {})


def test_nobody_waits_for_a_server_that_ends(widget: Widget) -> None:
    widget.say()

    async def story() -> Any:
        request = Held(widget)
        await request.ask(mark=await mark_of(widget))
        await asyncio.sleep(0.1)
        held.let_go()
        return await request.answer()

    assert in_own_loop(story()) == (200, [])


def test_it_tells_that_a_person_is_writing(widget: Widget) -> None:
    pk = widget.say(person=True)["conversation"]

    async def story() -> Any:
        request = Held(widget)
        await request.ask(mark=await mark_of(widget))
        await asyncio.sleep(0.1)
        await get_channel_layer().group_send(group_of(pk), {"type": "agent.typing", "conversation": pk})
        return await request.answer()

    assert in_own_loop(story()) == (200, [{"kind": "typing", "conversation": pk}])


@pytest.mark.parametrize(
    ("values", "status", "why"),
    [
        ({"origin": "https://evil.example"}, 403, "origin"),
        ({"session": "made-up"}, 400, "session"),
        ({"method": "GET"}, 400, "unreadable"),
        ({"padding": "a" * 20_000}, 400, "long"),
    ],
)
def test_strangers_and_nonsense_are_refused(widget: Widget, values: dict[str, str], status: int, why: str) -> None:
    widget.say()

    async def story() -> Any:
        request = Held(widget, values.pop("origin", SHOP), values.pop("method", "POST"))
        await request.ask(**values)
        return await request.answer()

    told = in_own_loop(story())
    assert (told[0], told[1]["why"]) == (status, why)


def test_an_inbox_that_is_closed_is_none(widget: Widget) -> None:
    widget.say()
    Inbox.objects.update(is_active=False)

    async def story() -> Any:
        request = Held(widget)
        await request.ask()
        return await request.answer()

    assert in_own_loop(story())[0] == 404
