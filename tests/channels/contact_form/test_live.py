"""The websocket of a customer's page: for whom it opens, what it tells, and when it ends."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.layers import get_channel_layer
from channels.routing import URLRouter

from helpwell.conversations.live import group_of
from helpwell.conversations.models import Conversation
from helpwell.conversations.private_link import Way, make
from helpwell.help_center import live
from helpwell.people.models import User
from tests.factories import write
from tests.own_loop import in_own_loop

pytestmark = pytest.mark.django_db(transaction=True)

OURS = b"http://testserver"


def page_of(token: str, origin: bytes = OURS) -> ApplicationCommunicator:
    headers = [(b"host", b"testserver"), (b"origin", origin)]
    scope = {"type": "websocket", "path": f"/conversations/{token}/live/", "headers": headers}
    return ApplicationCommunicator(URLRouter(live.urls), scope)


def begun() -> tuple[Conversation, str]:
    conversation = write().conversation
    address = conversation.contact.address
    assert address
    return conversation, make(conversation, address, Way.MAIL)


async def answer_to(page: ApplicationCommunicator) -> Any:
    await page.send_input({"type": "websocket.connect"})
    return await page.receive_output(timeout=3)


async def tell(conversation: Conversation) -> None:
    layer = get_channel_layer()
    assert layer
    await layer.group_send(group_of(conversation.pk), {"type": "conversation.changed", "conversation": conversation.pk})


def test_she_is_told_of_a_reply_and_not_of_a_note(agent: User) -> None:
    conversation, token = begun()

    async def story() -> list[str]:
        page = page_of(token)
        assert (await answer_to(page))["type"] == "websocket.accept"
        await sync_to_async(conversation.note)("Between us", by=agent)
        await tell(conversation)
        assert await page.receive_nothing(timeout=0.3)
        await sync_to_async(conversation.reply)("News", by=agent)
        await tell(conversation)
        return [(await page.receive_output(timeout=3))["text"]]

    assert in_own_loop(story()) == ["changed"]


def test_it_ends_when_the_link_is_taken_back(agent: User) -> None:
    conversation, token = begun()

    async def story() -> str:
        page = page_of(token)
        await answer_to(page)
        await sync_to_async(conversation.revoke_links)(by=agent)
        await tell(conversation)
        return str((await page.receive_output(timeout=3))["type"])

    assert in_own_loop(story()) == "websocket.close"


@pytest.mark.parametrize(("origin", "is_made_up"), [(b"https://evil.example", False), (b"", False), (OURS, True)])
def test_it_opens_neither_for_other_websites_nor_for_made_up_links(origin: bytes, is_made_up: bool) -> None:
    _conversation, token = begun()

    answer = in_own_loop(answer_to(page_of("made-up" if is_made_up else token, origin)))

    assert answer["type"] == "websocket.close"
