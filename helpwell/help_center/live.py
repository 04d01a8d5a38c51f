"""An open page of a conversation hears that something was said; what it is she asks with her link."""

from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.urls import path

from helpwell.base.threads import in_thread
from helpwell.conversations.live import group_of
from helpwell.conversations.private_link import read

NOT_FOR_YOU = 4403  # why we hung up: another website's page, or a link that is not (or no longer) good


class ConversationLive(AsyncWebsocketConsumer):  # type: ignore[misc]
    """One open page. It is told only of what its reader can see: not that colleagues wrote a note."""

    version = ""
    group = ""

    async def connect(self) -> None:
        """For a good link, from our own pages."""
        pk, self.version = await in_thread(self._look) if _is_from_our_pages(self.scope) else (0, "")
        if not pk:
            await self.close(NOT_FOR_YOU)
            return
        self.group = group_of(pk)
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        """The page has gone."""
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def conversation_changed(self, event: dict[str, Any]) -> None:
        """Tell it once for what is new to her; hang up when the link was taken back."""
        pk, version = await in_thread(self._look)
        if not pk:
            await self.close(NOT_FOR_YOU)
        elif version != self.version:
            self.version = version
            await self.send(text_data="changed")

    async def agent_typing(self, event: dict[str, Any]) -> None:
        """Said to widgets; a page shows whole messages alone."""

    async def agent_looks(self, event: dict[str, Any]) -> None:
        """Asked of widgets: here she looks at nothing but her conversation."""

    def _look(self) -> tuple[int, str]:
        """The conversation this page shows and how it stands; 0 when the link is no longer good."""
        link = read(self.scope["url_route"]["kwargs"]["token"])
        return (link.current.pk, link.version) if link and not link.is_expired else (0, "")


def _is_from_our_pages(scope: dict[str, Any]) -> bool:
    """A page elsewhere may not listen with a link it has come by (T14)."""
    headers: dict[bytes, bytes] = dict(scope["headers"])
    origin, host = headers.get(b"origin", b"").decode("latin-1"), headers.get(b"host", b"").decode("latin-1")
    return origin in {f"http://{host}", f"https://{host}", *settings.CSRF_TRUSTED_ORIGINS}


urls = [path("conversations/<str:token>/live/", ConversationLive.as_asgi())]
