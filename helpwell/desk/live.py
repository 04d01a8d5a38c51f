"""Open pages of the desk hear that something changed, and who is answering; what it is they ask with their rights."""

import asyncio
from contextlib import suppress
from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, parse_cookie
from django.urls import path

from helpwell.base.threads import in_thread
from helpwell.conversations.live import DESK, group_of, typing_group_of
from helpwell.conversations.models import Conversation
from helpwell.people.access import lacks_second_factor
from helpwell.people.models import User
from helpwell.people.signed_in import SessionStore

CHECK = 5  # seconds between two looks whether she is still signed in (F18)
NOT_FOR_YOU = 4403  # why a connection ends; the page then asks for its parts, which leads to the sign-in


class DeskLive(AsyncJsonWebsocketConsumer):  # type: ignore[misc]
    """One open page: told of every change in the list, and of what happens in the one conversation it shows."""

    user: User
    open_group = ""  # of those who look at the same conversation
    open_pk = 0
    watch: "asyncio.Task[None] | None" = None

    async def connect(self) -> None:
        """For those who work at the desk, from our own pages."""
        user = await in_thread(self._signed_in) if _is_from_our_pages(self.scope) else None
        if user is None:
            await self.close(NOT_FOR_YOU)
            return
        self.user = user
        await self.channel_layer.group_add(DESK, self.channel_name)
        await self.accept()
        self.watch = asyncio.create_task(self._leave_when_signed_out())

    async def disconnect(self, code: int) -> None:
        """The page has gone."""
        if self.watch:
            self.watch.cancel()
            with suppress(asyncio.CancelledError):
                await self.watch
        await self._look_at(0)
        await self.channel_layer.group_discard(DESK, self.channel_name)

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        """The page opened a conversation, or its reader types in it. Anything else is nothing."""
        if not isinstance(content, dict):
            return
        if isinstance(pk := content.get("open"), int):
            await self._look_at(pk)
        if self.open_pk and content.get("typing") == self.open_pk:
            word = {"type": "colleague.typing", "conversation": self.open_pk, "user": self.user.pk}
            await self.channel_layer.group_send(self.open_group, {**word, "name": str(self.user)})
            await self._tell_customer()

    async def _tell_customer(self) -> None:
        """Her widget shows for a moment that a person is writing; nothing says who."""
        word = {"type": "agent.typing", "conversation": self.open_pk}
        await self.channel_layer.group_send(group_of(self.open_pk), word)

    @classmethod
    async def decode_json(cls, text_data: str) -> Any:
        """What is no JSON says nothing."""
        try:
            return await super().decode_json(text_data)
        except ValueError:
            return None

    async def conversation_changed(self, event: dict[str, Any]) -> None:
        """Which one it was is told only to a page that shows it."""
        changed = {"changed": self.open_pk} if event["conversation"] == self.open_pk else {}
        await self.send_json({"list": True} | changed)

    async def colleague_typing(self, event: dict[str, Any]) -> None:
        """Somebody else is answering."""
        if event["user"] != self.user.pk:
            await self.send_json({"typing": {"name": event["name"], "conversation": event["conversation"]}})

    async def customer_typing(self, event: dict[str, Any]) -> None:
        """The customer is writing."""
        await self.send_json({"typing": {"customer": True, "conversation": event["conversation"]}})

    async def customer_page(self, event: dict[str, Any]) -> None:
        """The customer has moved to another page of her website; "" for none."""
        await self.send_json({"page": {name: event[name] for name in ("conversation", "page", "title")}})

    async def _look_at(self, pk: int) -> None:
        """From now on hear what happens in this conversation, if she may see it; in none with 0."""
        if self.open_group:
            await self.channel_layer.group_discard(self.open_group, self.channel_name)
        self.open_pk = pk if pk and await in_thread(self._may_see, pk) else 0
        self.open_group = typing_group_of(self.open_pk) if self.open_pk else ""
        if self.open_group:
            await self.channel_layer.group_add(self.open_group, self.channel_name)
            word = {"type": "agent.looks", "conversation": self.open_pk}
            await self.channel_layer.group_send(group_of(self.open_pk), word)  # where she is, only her widget knows

    async def _leave_when_signed_out(self) -> None:
        while await in_thread(self._signed_in):
            await asyncio.sleep(CHECK)
        await self.close(NOT_FOR_YOU)

    def _may_see(self, pk: int) -> bool:
        return 0 < pk < 2**63 and Conversation.objects.visible_to(self.user).filter(pk=pk).exists()

    def _signed_in(self) -> User | None:
        """Whose session it is, if it still is one that may open the desk; read anew each time."""
        request = HttpRequest()
        request.session = SessionStore(_cookies(self.scope).get(settings.SESSION_COOKIE_NAME))
        user = get_user(request)
        may = isinstance(user, User) and user.is_staff and not lacks_second_factor(user)
        return user if may and isinstance(user, User) else None


def _cookies(scope: dict[str, Any]) -> dict[str, str]:
    return parse_cookie(_header(scope, b"cookie"))


def _is_from_our_pages(scope: dict[str, Any]) -> bool:
    """A page elsewhere could open a connection with her cookie (T14)."""
    origin, host = _header(scope, b"origin"), _header(scope, b"host")
    return origin in {f"http://{host}", f"https://{host}", *settings.CSRF_TRUSTED_ORIGINS}


def _header(scope: dict[str, Any], name: bytes) -> str:
    headers: dict[bytes, bytes] = dict(scope["headers"])
    return headers.get(name, b"").decode("latin-1")


urls = [path("desk/live/", DeskLive.as_asgi())]
