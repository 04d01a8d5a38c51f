"""The socket of one open widget. It carries the frames both ways; the database alone knows what was said."""

import json
import time
from collections import Counter, deque
from typing import Any

import structlog
from channels.consumer import get_handler_name
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext as _

from helpwell.base.languages import interface_language
from helpwell.base.threads import in_thread
from helpwell.base.together import together
from helpwell.channels.chat.arriving import begin, hello, identify
from helpwell.channels.chat.frames import Frame, read_frame
from helpwell.channels.chat.heeding import heed
from helpwell.channels.chat.lines import FOR_CUSTOMERS, address_of, header_of, inbox_of
from helpwell.channels.chat.models import ChatSession
from helpwell.channels.chat.origins import may_show
from helpwell.channels.chat.presence import NOWHERE, TYPING_EVERY, page_in
from helpwell.channels.chat.refusal import Refused
from helpwell.channels.chat.talk import Saying
from helpwell.channels.chat.telling import news
from helpwell.conversations.live import group_of, is_older, moment, typing_group_of
from helpwell.conversations.models import Inbox

logger = structlog.stdlib.get_logger(__name__)

FRAMES, SECONDS = 60, 10  # this many frames in so many seconds; nobody types faster
REFUSED_ORIGIN, TOO_MANY, UNKNOWN = 4403, 4429, 4404  # why we hung up
_open: Counter[str] = Counter()  # sockets by address, in this process


class ChatSocket(AsyncWebsocketConsumer):  # type: ignore[misc]
    """One widget. It speaks for one session at most, and listens to that session's conversations alone."""

    async def connect(self) -> None:
        self.inbox: Inbox | None = None  # None: we do not talk to this page
        self.session: ChatSession | None = None
        self.numbers: dict[int, int] = {}  # conversation: the last number this widget was told
        self.looked: dict[int, int] = {}  # conversation: the moment at which we looked there last
        self.frames: deque[float] = deque(maxlen=FRAMES)
        self.typed_at = 0.0
        self.page = NOWHERE  # what she has in front of her: known here alone, and for as long as the line lasts
        self.shown_in = 0  # the conversation it was shown in last
        self.language = "en"
        self.address = address_of(self.scope)
        _open[self.address] += 1
        inbox = await in_thread(inbox_of, self.scope["url_route"]["kwargs"]["key"])
        await self.accept()
        if reason := self._why_not(inbox):
            await self.close(reason)
        else:
            self.inbox = inbox

    def _why_not(self, inbox: Inbox | None) -> int:
        """Why this socket is not wanted; 0 when it is. Said after the handshake, for a browser hides it before."""
        if inbox is None:
            return UNKNOWN
        if not may_show(inbox, header_of(self.scope, b"origin"), header_of(self.scope, b"host")):
            return REFUSED_ORIGIN
        return TOO_MANY if _open[self.address] > settings.HELPWELL.sockets_per_address else 0

    async def disconnect(self, code: int) -> None:
        _open[self.address] -= 1
        if not _open[self.address]:
            del _open[self.address]
        if self.page != NOWHERE:
            await self._show_page(self.shown_in, NOWHERE)
        for pk in self.numbers:
            await self.channel_layer.group_discard(group_of(pk), self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.inbox is None:
            return
        if self._is_flooding():
            await self.close(TOO_MANY)
            return
        frame = Frame("", {})
        try:
            with translation.override(self.language):
                frame = read_frame(text_data)
                await self._heed(self.inbox, frame)
        except Refused as refused:
            await self._tell(refused.as_frame(frame.text("id", 64)))

    def _is_flooding(self) -> bool:
        self.frames.append(time.monotonic())
        return len(self.frames) == FRAMES and self.frames[-1] - self.frames[0] < SECONDS

    async def _heed(self, inbox: Inbox, frame: Frame) -> None:
        if frame.kind == "hello":
            await self._hello(inbox, frame)
        elif frame.kind == "begin":
            self.language = interface_language(await in_thread(lambda: frame.language))
            self.session, told = await in_thread(begin, inbox, frame, self.address)
            await self._tell(told)
        elif frame.kind == "ping":
            await self._tell({"kind": "pong"})
        elif self.session is None:
            raise Refused("session", _("This chat has ended. Please begin a new one."))
        else:
            await self._heed_known(self.session, frame)

    async def _heed_known(self, session: ChatSession, frame: Frame) -> None:
        """What only somebody with a session may say."""
        if frame.kind == "say":
            await self._say(session, frame)
        elif frame.kind == "typing":
            await self._pass_on_typing(frame.number("conversation"))
        elif frame.kind == "page":
            await self._show_page(frame.number("conversation"), page_in(frame))
        elif frame.kind == "identify":
            self.session, told = await in_thread(identify, session, frame)
            await self._catch_up(told)
        else:
            await self._catch_up(await in_thread(heed, session, frame))

    async def _hello(self, inbox: Inbox, frame: Frame) -> None:
        self.language = interface_language(await in_thread(lambda: frame.language))
        self.session = await in_thread(ChatSession.objects.of, inbox, frame.text("session"))
        if self.session is None:
            raise Refused("session", _("This chat has ended. Please begin a new one."))
        await self._catch_up(await in_thread(hello, self.session, frame))

    async def _say(self, session: ChatSession, frame: Frame) -> None:
        heard = await together(Saying(session, frame, told=self.numbers))
        pk = heard.ack["conversation"]
        is_new = await self._listen_to(pk, frame.number("after"))
        await self._tell(heard.ack)
        if is_new:  # what happened before we listened
            await self._look_at(pk)
        elif heard.news:
            await self._tell_news(pk, heard.news, heard.at)

    async def _catch_up(self, told: list[dict[str, Any]]) -> None:
        """Tell it, and listen from there on."""
        for frame in told:
            for state in frame.get("list", []):
                await self._listen_to(state["conversation"], state["last"])
            if state := frame.get("state"):
                await self._listen_to(state["conversation"], 0)
                self.numbers[state["conversation"]] = _last(frame)
            await self._tell(frame)

    async def _listen_to(self, pk: int, number: int) -> bool:
        """Hear of what happens there; whether we did not before."""
        if pk in self.numbers:
            return False
        self.numbers[pk] = number
        await self.channel_layer.group_add(group_of(pk), self.channel_name)
        return True

    async def _pass_on_typing(self, pk: int) -> None:
        """She is writing in a conversation of hers: whoever has it open at the desk sees that for a moment."""
        now = time.monotonic()
        if pk in self.numbers and self.inbox and self.inbox.shows_presence and now - self.typed_at >= TYPING_EVERY:
            self.typed_at = now
            word = {"type": "customer.typing", "conversation": pk}
            await self.channel_layer.group_send(typing_group_of(pk), word)

    async def _show_page(self, pk: int, page: dict[str, str]) -> None:
        """Whoever has her conversation open at the desk sees which page she has in front of her."""
        self.page, self.shown_in = page, pk
        if pk in self.numbers and self.inbox and self.inbox.shows_presence:
            word = {"type": "customer.page", "conversation": pk, **page}
            await self.channel_layer.group_send(typing_group_of(pk), word)

    async def agent_looks(self, event: dict[str, Any]) -> None:
        """Somebody at the desk has opened it just now."""
        if self.page != NOWHERE:  # else perhaps another tab of hers has one
            await self._show_page(event["conversation"], self.page)

    async def agent_typing(self, event: dict[str, Any]) -> None:
        """A person is writing an answer."""
        if self.inbox and self.inbox.shows_presence:
            await self._tell({"kind": "typing", "conversation": event["conversation"]})

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Words for the desk's pages in the same group are not for us. Connections are seen to where work is done."""
        if message["type"] in FOR_CUSTOMERS or message["type"].startswith("websocket."):
            await getattr(self, get_handler_name(message))(message)

    async def conversation_changed(self, event: dict[str, Any]) -> None:
        """Something happened in a conversation this widget listens to, perhaps before we looked last."""
        pk = event["conversation"]
        if not is_older(event, self.looked.get(pk, 0)):
            await self._look_at(pk)

    async def _look_at(self, pk: int) -> None:
        """Read with the customer's rights what is new, and tell it once."""
        at = moment()
        with translation.override(self.language):
            told = await in_thread(news, pk, self.numbers.get(pk, 0))
        if told:
            await self._tell_news(pk, told, at)

    async def _tell_news(self, pk: int, told: dict[str, Any], at: int) -> None:
        new = [one for one in told["messages"] if one["number"] > self.numbers.get(pk, 0)]
        await self._tell({**told, "messages": new})
        self.numbers[pk] = max(self.numbers.get(pk, 0), _last({**told, "messages": new}))
        self.looked[pk] = at

    async def _tell(self, frame: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(frame, ensure_ascii=False, separators=(",", ":")))


def _last(frame: dict[str, Any]) -> int:
    """The last number this frame tells; there may be more to ask for."""
    return int(frame["messages"][-1]["number"] if frame["messages"] else frame["state"]["last"])


urls = [path("chat/<slug:key>/live/", ChatSocket.as_asgi())]
