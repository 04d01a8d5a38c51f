"""The websocket of the desk: for whom it opens, what it tells, and when it ends."""

import asyncio
import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.layers import get_channel_layer
from channels.routing import URLRouter
from django.conf import settings
from django.test import Client

from helpwell.conversations.live import DESK
from helpwell.desk import live
from helpwell.people.models import User
from tests.factories import UserFactory, write
from tests.own_loop import in_own_loop

pytestmark = pytest.mark.django_db(transaction=True)

OURS = b"http://testserver"
ADDRESS = "/desk/live/"


class OpenPage(ApplicationCommunicator):  # type: ignore[misc]
    """The browser's end of the connection."""

    async def connect(self) -> bool:
        await self.send_input({"type": "websocket.connect"})
        answer = await self.receive_output(timeout=3)
        return bool(answer["type"] == "websocket.accept")

    async def say(self, word: Any) -> None:
        await self.send_input(
            {"type": "websocket.receive", "text": word if isinstance(word, str) else json.dumps(word)}
        )
        await asyncio.sleep(0.05)

    async def hear(self) -> Any:
        return json.loads((await self.receive_output(timeout=3))["text"])

    async def leave(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(timeout=3)


def page_of(user: User | None, origin: bytes = OURS, address: str = ADDRESS) -> OpenPage:
    """A page of the desk, signed in as this user."""
    headers = [(b"host", b"testserver"), (b"origin", origin)]
    if user:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={session}".encode()))
    return OpenPage(URLRouter(live.urls), {"type": "websocket", "path": address, "headers": headers})


async def let_in(page: OpenPage) -> bool:
    if await page.connect():
        await page.leave()
        return True
    return False


async def change(pk: int) -> None:
    await get_channel_layer().group_send(DESK, {"type": "conversation.changed", "conversation": pk})


def test_it_opens_for_the_team_on_our_own_pages_only(agent: User):
    member = UserFactory(role=User.Role.MEMBER)
    pages = [
        page_of(agent), page_of(member), page_of(None), page_of(agent, origin=b"https://evil.example"),
        page_of(agent, origin=b""),
    ]  # fmt: skip

    async def story() -> list[bool]:
        return [await let_in(page) for page in pages]

    assert in_own_loop(story()) == [True, False, False, False, False]


def test_a_page_hears_of_the_list_and_of_the_conversation_it_shows(agent: User):
    conversation, page = write().conversation, page_of(agent)

    async def story() -> list[Any]:
        await page.connect()
        await change(conversation.pk)
        before = await page.hear()
        await page.say({"open": conversation.pk})
        await page.say({"nonsense": True})
        await change(conversation.pk)
        told = [before, await page.hear()]
        await page.leave()
        return told

    assert in_own_loop(story()) == [{"list": True}, {"list": True, "changed": conversation.pk}]


def test_who_answers_is_told_to_those_who_look_at_it_too(agent: User, admin: User):
    conversation = write().conversation
    hers, his = page_of(agent), page_of(admin)

    async def story() -> tuple[Any, bool]:
        for page in (hers, his):
            await page.connect()
            await page.say({"open": conversation.pk})
        await his.say({"typing": conversation.pk})
        told = await hers.hear()
        silent = await his.receive_nothing()
        await hers.leave()
        await his.leave()
        return told, silent

    assert in_own_loop(story()) == ({"typing": {"name": "Ana", "conversation": conversation.pk}}, True)


def test_what_one_may_not_see_one_does_not_hear(agent: User, admin: User):
    conversation, page = write().conversation, page_of(agent)
    conversation.mark_sensitive(True, by=admin)

    async def story() -> Any:
        await page.connect()
        await page.say({"open": conversation.pk})
        await page.say("no json")
        await change(conversation.pk)
        told = await page.hear()
        await page.leave()
        return told

    assert in_own_loop(story()) == {"list": True}


@pytest.mark.parametrize("ending", ["end_sessions", "deactivate"])
def test_it_ends_with_the_session(agent: User, admin: User, monkeypatch: Any, ending: str):
    monkeypatch.setattr(live, "CHECK", 0.05)
    page = page_of(agent)

    async def story() -> Any:
        await page.connect()
        await sync_to_async(getattr(agent, ending))(by=admin)
        return await page.receive_output(timeout=3)

    assert in_own_loop(story()) == {"type": "websocket.close", "code": live.NOT_FOR_YOU}
