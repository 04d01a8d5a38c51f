"""Customer and agent see for a moment that the other is writing, and what was read; nothing of it is kept, and an admin
may switch it off."""

import asyncio
import functools
import json
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.layers import get_channel_layer
from channels.routing import URLRouter
from django.test import Client

from helpwell.base.live import serve_from, serve_no_more
from helpwell.base.models import Site
from helpwell.base.threads import in_thread
from helpwell.channels.chat import live
from helpwell.conversations.live import group_of
from helpwell.conversations.models import Conversation, Inbox
from helpwell.people.models import BusinessHours, User
from tests.channels.chat.conftest import SHOP, Widget
from tests.desk.test_live import OpenPage, page_of
from tests.own_loop import in_own_loop

pytestmark = pytest.mark.django_db(transaction=True)


class OpenWidget(ApplicationCommunicator):  # type: ignore[misc]
    """The browser's end of a widget's socket."""

    def __init__(self, widget: Widget) -> None:
        headers = [(b"host", b"testserver"), (b"origin", SHOP.encode())]
        path = f"/chat/{widget.inbox.key}/live/"
        super().__init__(URLRouter(live.urls), {"type": "websocket", "path": path, "headers": headers})
        self.session = widget.session

    async def enter(self, conversation: int, **values: Any) -> None:
        await self.send_input({"type": "websocket.connect"})
        await self.receive_output(timeout=3)
        await self.say("hello", session=self.session, conversation=conversation, **values)
        await self.hear()
        await self.hear()

    async def say(self, kind: str, **values: Any) -> None:
        await self.send_input({"type": "websocket.receive", "text": json.dumps({"kind": kind, **values})})
        await asyncio.sleep(0.05)

    async def hear(self) -> Any:
        return json.loads((await self.receive_output(timeout=3))["text"])

    async def leave(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(timeout=3)


@pytest.fixture
def conversation(widget: Widget) -> Conversation:
    widget.say(person=True)
    return Conversation.objects.get()


async def both_open(page: OpenPage, hers: OpenWidget, pk: int) -> None:
    await page.connect()
    await page.say({"open": pk})
    await hers.enter(pk)


def test_each_side_sees_that_the_other_is_writing(widget: Widget, conversation: Conversation, agent: User) -> None:
    page, hers = page_of(agent), OpenWidget(widget)

    async def story() -> list[Any]:
        await both_open(page, hers, conversation.pk)
        await hers.say("typing", conversation=conversation.pk)
        await hers.say("typing", conversation=conversation.pk)  # at once again: not told
        await page.say({"typing": conversation.pk})
        told = [await page.hear(), await page.receive_nothing(), await hers.hear()]
        await page.leave()
        await hers.leave()
        return told

    at_desk, nothing_more, in_widget = in_own_loop(story())
    assert (at_desk, nothing_more) == ({"typing": {"customer": True, "conversation": conversation.pk}}, True)
    assert in_widget == {"kind": "typing", "conversation": conversation.pk}


def test_neither_side_sees_it_when_it_is_switched_off(widget: Widget, conversation: Conversation, agent: User) -> None:
    Inbox.objects.update(options={"presence": False})
    page, hers = page_of(agent), OpenWidget(widget)

    async def story() -> tuple[bool, bool]:
        await both_open(page, hers, conversation.pk)
        await hers.say("typing", conversation=conversation.pk)
        await page.say({"typing": conversation.pk})
        silent = await page.receive_nothing(), await hers.receive_nothing()
        await page.leave()
        await hers.leave()
        return silent

    assert in_own_loop(story()) == (True, True)


def test_nobody_types_in_a_conversation_of_others(widget: Widget, conversation: Conversation, agent: User) -> None:
    stranger = Widget(widget.inbox)
    own = stranger.say()["conversation"]
    page, theirs = page_of(agent), OpenWidget(stranger)

    async def story() -> bool:
        await page.connect()
        await page.say({"open": conversation.pk})
        await theirs.enter(own)
        await theirs.say("typing", conversation=conversation.pk)
        silent: bool = await page.receive_nothing()
        await page.leave()
        await theirs.leave()
        return silent

    assert in_own_loop(story())
    assert stranger.tell("typing", conversation=conversation.pk) == []


def state(widget: Widget, conversation: Conversation) -> Any:
    return widget.tell("after", conversation=conversation.pk)[0]["state"]


def test_she_sees_that_her_words_were_read(widget: Widget, conversation: Conversation, agent: User) -> None:
    before = state(widget, conversation)["seen"]
    client = Client()
    client.force_login(agent)

    client.get(f"/desk/conversations/{conversation.pk}/")

    assert (before, state(widget, conversation)["seen"]) == (0, 1)
    Inbox.objects.update(options={"presence": False})
    assert state(widget, conversation)["seen"] == 0


def test_the_agent_sees_how_far_she_has_read(widget: Widget, conversation: Conversation, agent: User) -> None:
    client = Client()
    client.force_login(agent)
    address = f"/desk/conversations/{conversation.pk}/"
    conversation.reply("It is on its way", by=agent)
    before = client.get(address).content.decode()

    widget.tell("got", conversation=conversation.pk, number=2)

    assert "Seen by the customer" not in before
    assert "Seen by the customer" in client.get(address).content.decode()


FRAME = {"page": "https://shop.example/frames/fjord", "title": "Frame Fjord"}
NOWHERE = {"page": "", "title": ""}


def test_the_agent_sees_which_page_she_has_in_front_of_her_until_she_leaves(
    widget: Widget, conversation: Conversation, agent: User
) -> None:
    page, hers, later = page_of(agent), OpenWidget(widget), page_of(agent)

    async def story() -> list[Any]:
        await both_open(page, hers, conversation.pk)
        await hers.say("page", conversation=conversation.pk, **FRAME)
        await later.connect()
        await later.say({"open": conversation.pk})  # opened after she has come
        told = [await page.hear(), await later.hear()]
        await page.hear()
        await hers.leave()
        told.append(await page.hear())
        await page.leave()
        await later.leave()
        return told

    there, gone = ({"page": {"conversation": conversation.pk, **where}} for where in (FRAME, NOWHERE))
    assert in_own_loop(story()) == [there, there, gone]


def test_nobody_sees_her_page_when_that_is_switched_off_nor_in_conversations_of_others(
    widget: Widget, conversation: Conversation, agent: User
) -> None:
    others = Widget(widget.inbox).say()["conversation"]
    page, hers = page_of(agent), OpenWidget(widget)

    async def story(opened: int) -> bool:
        await page.connect()
        await page.say({"open": opened})
        await hers.enter(conversation.pk)
        await hers.say("page", conversation=opened, **FRAME)
        silent: bool = await page.receive_nothing()
        await page.leave()
        await hers.leave()
        return silent

    assert in_own_loop(story(others))
    Inbox.objects.update(options={"presence": False})
    page, hers = page_of(agent), OpenWidget(widget)
    assert in_own_loop(story(conversation.pk))


def test_where_sockets_are_blocked_the_page_is_told_by_a_request(
    widget: Widget, conversation: Conversation, agent: User
) -> None:
    page = page_of(agent)

    async def story() -> Any:
        serve_from(asyncio.get_running_loop())
        await page.connect()
        await page.say({"open": conversation.pk})
        told = await in_thread(functools.partial(widget.tell, "page", conversation=conversation.pk, **FRAME))
        heard = await page.hear()
        await page.leave()
        serve_no_more()
        return told, heard

    assert in_own_loop(story()) == ([], {"page": {"conversation": conversation.pk, **FRAME}})


def test_what_happens_by_itself_is_told_in_her_language_too(widget: Widget, conversation: Conversation) -> None:
    Site.current().change(languages=["en", "de"])
    BusinessHours.objects.create(name="Never", time_zone="UTC", week=[[] for _day in range(6)] + [[[540, 541]]])
    hers = OpenWidget(widget)

    async def story() -> Any:
        await hers.enter(conversation.pk, language="de")
        changed = {"type": "conversation.changed", "conversation": conversation.pk}
        await get_channel_layer().group_send(group_of(conversation.pk), changed)
        told = await hers.hear()
        await hers.leave()
        return told

    assert "niemand" in in_own_loop(story())["state"]["wait"]
