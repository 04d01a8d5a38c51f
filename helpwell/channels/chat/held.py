"""Requests that wait for news: for networks that block sockets. Held in the event loop, so that no thread waits along.

The widget says what it knows (`mark`); the answer comes at once when there is more, else when something happens, at the
latest after `LONGEST`. The frames are those of `arriving.hello`, so coming back is the same as over a socket.
"""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from channels.layers import get_channel_layer
from django.conf import settings
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext as _

from helpwell.base.languages import interface_language
from helpwell.base.limits import count
from helpwell.base.threads import in_thread
from helpwell.channels.chat.arriving import hello
from helpwell.channels.chat.frames import Frame, read_frame
from helpwell.channels.chat.lines import FOR_CUSTOMERS, address_of, header_of, inbox_of
from helpwell.channels.chat.loop_request import Gone, Receive, Send, answer, body_of
from helpwell.channels.chat.models import ChatSession
from helpwell.channels.chat.origins import may_show
from helpwell.channels.chat.refusal import STATUS, Refused
from helpwell.conversations.live import group_of

LONGEST = 25.0  # seconds; proxies give up after 30 or 60
A_MINUTE = 300  # requests from one address
MOST = 2_000  # held by one process; beyond that they are answered at once

_by_address: Counter[str] = Counter()
_by_session: dict[int, asyncio.Event] = {}  # a browser's newest request; the one before it is let go


@dataclass(frozen=True)
class Asked:
    """Who asks for news, and what she has."""

    session: ChatSession
    frame: Frame
    conversations: tuple[int, ...]


def let_go() -> None:
    """The server ends: whoever waits is answered, and asks the next server."""
    for waiting in _by_session.values():
        waiting.set()


async def held(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answer one request with a list of frames."""
    origin = header_of(scope, b"origin")
    told: Any  # a list of frames, or the one that refuses
    try:
        told, status = await _told(scope, receive), 200
    except Refused as refused:
        told, status = refused.as_frame(), STATUS.get(refused.why, 400)
    except Gone:
        return
    await answer(send, told, status, origin if status not in (STATUS["inbox"], STATUS["origin"]) else "")


async def _told(scope: dict[str, Any], receive: Receive) -> list[dict[str, Any]]:
    frame = read_frame(await body_of(scope, receive))
    with translation.override(interface_language(await in_thread(lambda: frame.language))):
        address = address_of(scope)
        asked = await in_thread(_asked, scope["url_route"]["kwargs"]["key"], frame, scope, address)
        may_wait = _by_address[address] < settings.HELPWELL.sockets_per_address and _by_address.total() < MOST
        return await _news(asked, address, receive, LONGEST if may_wait else 0.0)


def _asked(key: str, frame: Frame, scope: dict[str, Any], address: str) -> Asked:
    """Who asks, once it is clear that she may. Raises `Refused`."""
    inbox = inbox_of(key)
    if inbox is None:
        raise Refused("inbox", _("There is no chat with this key."))
    if not may_show(inbox, header_of(scope, b"origin"), header_of(scope, b"host")):
        raise Refused("origin", _("This website is not on the list of this chat. Ask its admin to add it."))
    if count("chat.held", address, 60) > A_MINUTE:
        raise Refused("limit", _("Too many requests. Please wait a minute."), 60)
    session = ChatSession.objects.of(inbox, frame.text("session"))
    if session is None:
        raise Refused("session", _("This chat has ended. Please begin a new one."))
    return Asked(session, frame, tuple(one.pk for one in session.recent()))


async def _news(asked: Asked, address: str, receive: Receive, longest: float) -> list[dict[str, Any]]:
    """What she does not have yet; listening begins before looking, so that nothing falls between."""
    layer = get_channel_layer()
    async with _listening(layer, asked.conversations) as channel, _counted(asked.session.pk, address) as let_go:
        told = await _look(asked)
        with suppress(TimeoutError):
            async with asyncio.timeout(longest):
                while not _is_news(told, asked):
                    event = await _next(layer.receive(channel), receive, let_go)
                    if event.get("type") == "agent.typing" and asked.session.inbox.shows_presence:
                        return [{"kind": "typing", "conversation": event["conversation"]}]
                    told = await _look(asked) if event.get("type") in FOR_CUSTOMERS else told
        return told if _is_news(told, asked) else []


async def _look(asked: Asked) -> list[dict[str, Any]]:
    told = await in_thread(hello, asked.session, asked.frame)
    return [*told, {"kind": "held", "mark": _mark(told)}]


def _is_news(told: list[dict[str, Any]], asked: Asked) -> bool:
    """Whether she has not been told this before."""
    return told[-1]["mark"] != asked.frame.text("mark") or any(frame.get("messages") for frame in told)


def _mark(told: list[dict[str, Any]]) -> str:
    """Short for how everything stands."""
    states = json.dumps([frame.get("list") or frame.get("state") for frame in told], sort_keys=True)
    return hashlib.sha256(states.encode()).hexdigest()[:16]


async def _next(news: Any, receive: Receive, let_go: asyncio.Event) -> dict[str, Any]:
    """What happens first. Raises `Gone` when she has left, `TimeoutError` when nobody shall wait any longer."""
    waits = [asyncio.ensure_future(one) for one in (news, receive(), let_go.wait())]
    try:
        done, _pending = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waits:
            one.cancel()
    if waits[1] in done:
        raise Gone
    if waits[0] not in done:
        raise TimeoutError  # let go: she asks anew, or the server ends
    found: dict[str, Any] = waits[0].result()
    return found


@asynccontextmanager
async def _listening(layer: Any, conversations: tuple[int, ...]) -> AsyncIterator[str]:
    channel: str = await layer.new_channel()
    for pk in conversations:
        await layer.group_add(group_of(pk), channel)
    try:
        yield channel
    finally:
        for pk in conversations:
            await layer.group_discard(group_of(pk), channel)


@asynccontextmanager
async def _counted(session: int, address: str) -> AsyncIterator[asyncio.Event]:
    """One at a time for a browser: the one before is let go."""
    if former := _by_session.get(session):
        former.set()
    mine = _by_session[session] = asyncio.Event()
    _by_address[address] += 1
    try:
        yield mine
    finally:
        _by_address[address] -= 1
        if not _by_address[address]:
            del _by_address[address]
        if _by_session.get(session) is mine:
            del _by_session[session]


urls = [path("chat/<slug:key>/held/", held)]  # type: ignore[arg-type]  # an application, as Channels calls them
