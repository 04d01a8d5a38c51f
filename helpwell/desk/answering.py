"""What the desk answers to a deed on a conversation: its parts anew, and a word about it with a way back."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from helpwell.conversations.models import Conversation
from helpwell.desk.opened import Opened
from helpwell.desk.reads import is_seen_by
from helpwell.people.access import StaffRequest

CHANGED = "conversation-changed"  # the list on the page listens for this


@dataclass(frozen=True)
class WayBack:
    """What a click on Undo sends."""

    address: str
    method: str = "post"  # or delete
    values: dict[str, str] = field(default_factory=dict)


def way_back(noun: str, conversation: Conversation, method: str = "delete", **values: object) -> WayBack:
    """Undo by the noun that did it: to resolve is POST, to reopen DELETE."""
    address = reverse(f"desk:conversation_{noun}", args=[conversation.pk])
    return WayBack(address, method, {name: str(value or "") for name, value in values.items()})


def answer(
    request: StaffRequest, conversation: Conversation, said: str, undo: WayBack | None = None, **more: object
) -> HttpResponse:
    """The parts of the page that show the conversation, as they are now, with `more` that the template knows."""
    if not request.htmx:
        messages.success(request, said)
        return redirect("desk:conversation", pk=conversation.pk)
    if number_in(request, "on_page", conversation.pk) != conversation.pk:
        return elsewhere(request, said, undo)
    if not is_seen_by(request.user, conversation.pk):
        return gone(request, said)
    parts = {"opened": opened(request, conversation), "said": said, "undo": undo, **more}
    response = render(request, "desk/_conversation_news.html", parts)
    response["HX-Trigger"] = CHANGED
    return response


def elsewhere(request: StaffRequest, said: str, undo: WayBack | None) -> HttpResponse:
    """The page has gone on to another conversation meanwhile, which stays as it is."""
    response = render(request, "desk/_said.html", {"said": said, "undo": undo})
    response["HX-Trigger"] = CHANGED
    return response


def gone(request: StaffRequest, said: str) -> HttpResponse:
    """What she did took it out of her sight: back to the list, which says what happened."""
    messages.success(request, said)
    response = HttpResponse()
    response["HX-Redirect"] = reverse("desk:conversations")
    return response


def opened(request: StaffRequest, conversation: Conversation) -> Opened:
    """As this request's page has it open: `shown` and `read` tell how much of it."""
    shown, read = number_in(request, "shown", Opened.shown), number_in(request, "read", Opened.read_number)
    return Opened(conversation, request.user, request.LANGUAGE_CODE, shown, read)


def number_in(request: StaffRequest, name: str, otherwise: int) -> int:
    """What a form or an address says under this name."""
    text = request.POST.get(name) or request.GET.get(name) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
