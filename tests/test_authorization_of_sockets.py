"""F7 for what is no page: every socket, every held request and every signed file address, asked by everybody.

What a socket tells once it is open is told in the tests of its room; here it is who gets that far.
"""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.core.signing import TimestampSigner
from django.test import Client

from helpwell.asgi import requests, sockets
from helpwell.channels.chat.telling import SIGNER
from helpwell.conversations.attaching import attach
from helpwell.conversations.models import Attachment, Conversation, Inbox
from helpwell.conversations.private_link import Way, make
from helpwell.people.models import User
from tests.channels.chat.conftest import Widget
from tests.factories import UserFactory, a_file, write
from tests.own_loop import in_own_loop
from tests.test_authorization import HELD, SOCKETS

pytestmark = pytest.mark.django_db(transaction=True)

OURS, FOREIGN = "http://testserver", "https://evil.example"
Case = tuple[str, str, dict[str, str], bool]  # who she is, the address, her headers, whether she is let in


def desk_cases() -> Iterator[Case]:
    """Each role from our own pages, and an agent from another website's."""
    for role in (None, *User.Role.values):
        client = Client()
        if role:
            client.force_login(UserFactory(role=role))
        cookies = "; ".join(f"{key}={value.value}" for key, value in client.cookies.items())
        yield str(role), "/desk/live/", {"cookie": cookies}, role in User.STAFF
        yield f"{role} elsewhere", "/desk/live/", {"cookie": cookies, "origin": FOREIGN}, False
    gone = UserFactory(role=User.Role.AGENT)
    client = Client()
    client.force_login(gone)
    gone.deactivate(by=None)
    yield (
        "who left",
        "/desk/live/",
        {"cookie": f"sessionid={client.cookies[settings.SESSION_COOKIE_NAME].value}"},
        False,
    )


def link_cases() -> Iterator[Case]:
    """A good link both ways, then damaged, taken back, and opened on another website's page."""
    message = write()
    conversation, address = message.conversation, message.conversation.contact.address
    assert address
    for way in Way:
        token = make(conversation, address, way)
        yield f"by {way}", f"/conversations/{token}/live/", {}, True
        yield f"by {way} elsewhere", f"/conversations/{token}/live/", {"origin": FOREIGN}, False
        yield f"damaged {way}", f"/conversations/{token[:-4]}AAAA/live/", {}, False
    revoked = write().conversation
    address = revoked.contact.address
    assert address
    token = make(revoked, address, Way.MAIL)
    revoked.revoke_links(by=None)
    yield "taken back", f"/conversations/{token}/live/", {}, False


def chat_cases() -> Iterator[Case]:
    """The inbox's own website; others, a closed inbox and none at all."""
    inbox = Inbox.objects.create(channel=Inbox.Channel.CHAT, name="Shop", origins=["https://shop.example"])
    closed = Inbox.objects.create(channel=Inbox.Channel.CHAT, name="Closed", is_active=False)
    form = Inbox.objects.create(channel=Inbox.Channel.CONTACT_FORM, name="Form")
    yield "its website", f"/chat/{inbox.key}/live/", {"origin": "https://shop.example"}, True
    yield "our pages", f"/chat/{inbox.key}/live/", {}, True
    yield "elsewhere", f"/chat/{inbox.key}/live/", {"origin": FOREIGN}, False
    yield "closed", f"/chat/{closed.key}/live/", {}, False
    yield "no chat", f"/chat/{form.key}/live/", {}, False
    yield "none", "/chat/none/live/", {}, False


CASES = {
    "desk/live/": desk_cases,
    "conversations/<str:token>/live/": link_cases,
    "chat/<slug:key>/live/": chat_cases,
}


def scope(kind: str, path: str, headers: dict[str, str]) -> dict[str, Any]:
    given = {"host": "testserver", "origin": OURS, **headers}
    pairs = [(name.encode(), value.encode()) for name, value in given.items()]
    return {"type": kind, "path": path, "headers": pairs, "method": "POST", "client": ["10.0.0.1", 1]}


async def is_let_in(path: str, headers: dict[str, str]) -> bool:
    """Whether the line opens and stays open."""
    page = ApplicationCommunicator(sockets, scope("websocket", path, headers))
    await page.send_input({"type": "websocket.connect"})
    first = await page.receive_output(timeout=5)
    stays = first["type"] == "websocket.accept" and await page.receive_nothing(timeout=0.1)
    await page.send_input({"type": "websocket.disconnect", "code": 1000})
    await page.wait(timeout=5)
    return bool(stays)


def test_every_declared_socket_is_walked():
    assert set(CASES) == set(SOCKETS)


@pytest.mark.parametrize("route", CASES)
def test_a_socket_opens_for_whom_it_is_and_for_nobody_else(route: str):
    cases = list(CASES[route]())

    async def story() -> list[str]:
        return [who for who, path, headers, may in cases if await is_let_in(path, headers) != may]

    assert in_own_loop(story()) == []


def secret_chat() -> tuple[Widget, Conversation]:
    """Somebody has said something in the chat, with a file."""
    inbox = Inbox.objects.create(channel=Inbox.Channel.CHAT, name="Shop")
    widget = Widget(inbox, OURS)
    conversation = Conversation.objects.get(pk=widget.say("A quokka is my secret")["conversation"])
    attach(conversation.messages.get(), a_file("quokka.txt"))
    return widget, conversation


def stranger_to(widget: Widget) -> Widget:
    """Another browser at the same chat, which has said something as well."""
    stranger = Widget(widget.inbox, OURS)
    stranger.say("Hello there")
    return stranger


FRAMES = ("hello", "after", "got", "typing", "transcript", "address", "identify", "say")


@pytest.mark.parametrize("line", ["socket", "held", "plain"])
def test_no_frame_of_a_stranger_reaches_anothers_conversation(line: str):
    """Whatever frame, whichever line: with a session of her own, a made-up one and none."""
    widget, conversation = secret_chat()
    stranger = stranger_to(widget)
    before = [*conversation.messages.values(), *Conversation.objects.filter(pk=conversation.pk).values()]
    sessions = [stranger.session, "made-up", ""]
    frames = [
        {"kind": kind, "session": session, "conversation": conversation.pk, "number": 9, "after": 0, "text": "Hi",
         "id": f"id-{kind}-{place}", "email": "eve@example.com", "token": "x.y.z", "language": "en"}
        for place, session in enumerate(sessions) for kind in FRAMES
    ]  # fmt: skip

    told = LINES[line](stranger, frames)

    assert len(told) > 0
    assert "quokka" not in told
    assert [*conversation.messages.values(), *Conversation.objects.filter(pk=conversation.pk).values()] == before


def by_socket(stranger: Widget, frames: list[dict[str, Any]]) -> str:
    async def story() -> str:
        page = ApplicationCommunicator(sockets, scope("websocket", f"/chat/{stranger.inbox.key}/live/", {}))
        await page.send_input({"type": "websocket.connect"})
        told = [str(await page.receive_output(timeout=5))]
        for frame in frames:
            await page.send_input({"type": "websocket.receive", "text": json.dumps(frame)})
            while not await page.receive_nothing(timeout=0.1):
                told.append(str(await page.receive_output(timeout=5)))
        await page.send_input({"type": "websocket.disconnect", "code": 1000})
        await page.wait(timeout=5)
        return "".join(told)

    return str(in_own_loop(story()))


def by_held_request(stranger: Widget, frames: list[dict[str, Any]]) -> str:
    assert set(HELD) == {"chat/<slug:key>/held/"}

    async def story() -> str:
        told = ""
        for frame in frames:
            request = ApplicationCommunicator(requests, scope("http", f"/chat/{stranger.inbox.key}/held/", {}))
            await request.send_input({"type": "http.request", "body": json.dumps(frame).encode()})
            start, body = await request.receive_output(timeout=5), await request.receive_output(timeout=5)
            told += f"{start['status']} {body['body'].decode()}"
        return told

    return str(in_own_loop(story()))


def by_plain_requests(stranger: Widget, frames: list[dict[str, Any]]) -> str:
    path = f"/chat/{stranger.inbox.key}/frames/"
    answers = [
        stranger.client.post(path, json.dumps(frame), content_type="text/plain", headers={"origin": OURS})
        for frame in frames
    ]
    assert all(answer.status_code < 500 for answer in answers)
    return "".join(answer.content.decode() for answer in answers)


LINES = {"socket": by_socket, "held": by_held_request, "plain": by_plain_requests}


def test_a_file_of_the_chat_is_behind_the_address_that_was_told_and_no_other(client: Client):
    widget, conversation = secret_chat()
    stranger = stranger_to(widget)
    file = Attachment.objects.get()
    told = widget.tell("after", conversation=conversation.pk)[0]["messages"][0]["files"][0]["url"]
    good = SIGNER.sign(str(file.public_id))
    made_up = [
        "", str(file.public_id), file.public_id.hex, f"{good}x", good.replace(":", ";"), SIGNER.sign("1"),
        TimestampSigner(salt="another").sign(str(file.public_id)), f"{file.public_id}:{good.split(':', 1)[1][::-1]}",
        stranger.session, widget.session,
    ]  # fmt: skip

    answers = {token: client.get(f"/chat/files/{token}").status_code for token in made_up}

    assert client.get(told).status_code == 200
    assert set(answers.values()) == {404}, answers


def test_an_address_of_a_file_ends_after_a_day(client: Client, monkeypatch: pytest.MonkeyPatch):
    secret_chat()
    good = SIGNER.sign(str(Attachment.objects.get().public_id))

    tomorrow = time.time() + 86_400
    monkeypatch.setattr("django.core.signing.time.time", lambda: tomorrow)

    assert client.get(f"/chat/files/{good}").status_code == 404
