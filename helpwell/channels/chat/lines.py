"""The lines of open widgets, sockets and held requests alike: which inbox one is for, and where it comes from."""

from typing import Any

from django.db.models import QuerySet

from helpwell.base.limits import address_behind
from helpwell.base.prepared import written_once
from helpwell.conversations.models import Inbox

FOR_CUSTOMERS = ("conversation.changed", "agent.typing", "agent.looks")  # of what a conversation's group hears


def inbox_of(key: str) -> Inbox | None:
    """The chat with this key; None when there is none, or it is switched off."""
    found = _active(key)
    return found[0] if found else None


def header_of(scope: dict[str, Any], name: bytes) -> str:
    """What the browser sent under this name; "" when nothing."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def address_of(scope: dict[str, Any]) -> str:
    """Where the line comes from."""
    return address_behind(header_of(scope, b"x-forwarded-for"), (scope.get("client") or [""])[0])


@written_once
def _active(key: str) -> QuerySet[Inbox]:
    return Inbox.objects.active().filter(channel=Inbox.Channel.CHAT, key=key)
