"""What the desk answers to a deed: the parts of the page anew that show it, and a word about it with a way back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from helpwell.conversations.models import Conversation
from helpwell.desk.opened import Opened
from helpwell.desk.reads import is_seen_by
from helpwell.desk.ways_back import WayBack, forget_taken_back, keep, last_of
from helpwell.people.access import StaffRequest

CHANGED = "conversation-changed"  # the list on the page listens for this


def answer(
    request: StaffRequest, conversation: Conversation, said: str, undo: WayBack | None = None, **more: object
) -> HttpResponse:
    """The parts of the page that show the conversation, as they are now, with `more` that the template knows."""
    is_seen = is_seen_by(request.user, conversation.pk)
    undo = undo if is_seen else None  # what she does not see any more she cannot take back either
    _remember(request, conversation, said, undo)
    if not request.htmx:
        messages.success(request, said)
        return redirect("desk:conversation", pk=conversation.pk)
    if number_in(request, "on_page", conversation.pk) != conversation.pk:
        return elsewhere(request, f"{conversation.contact}: {said}", undo)
    if not is_seen:
        return gone(request, said)
    parts = {"opened": opened(request, conversation), "said": said, "undo": undo, "last": last_of(request), **more}
    response = render(request, "desk/_conversation_news.html", parts)
    response["HX-Trigger"] = CHANGED
    return response


def done_to_many(request: StaffRequest, said: str, undo: WayBack | None = None) -> HttpResponse:
    """A word about it; what the page shows of a conversation stays as it is."""
    if undo:
        keep(request, said, undo)
    return elsewhere(request, said, undo)


def elsewhere(request: StaffRequest, said: str, undo: WayBack | None) -> HttpResponse:
    """The page shows another conversation, or none, which stays as it is."""
    response = render(request, "desk/_said.html", {"said": said, "undo": undo, "last": last_of(request)})
    response["HX-Trigger"] = CHANGED
    return response


def gone(request: StaffRequest, said: str) -> HttpResponse:
    """What she did took it out of her sight: back to the list, which says what happened."""
    messages.success(request, said)
    response = HttpResponse()
    response["HX-Redirect"] = reverse("desk:conversations")
    return response


def _remember(request: StaffRequest, conversation: Conversation, said: str, undo: WayBack | None) -> None:
    if undo:
        keep(request, said, undo, about=str(conversation.contact))
    else:
        forget_taken_back(request)


def opened(request: StaffRequest, conversation: Conversation) -> Opened:
    """As this request's page has it open: `shown` and `read` tell how much of it."""
    shown, read = number_in(request, "shown", Opened.shown), number_in(request, "read", Opened.read_number)
    return Opened(conversation, request.user, request.LANGUAGE_CODE, shown, read)


def number_in(request: StaffRequest, name: str, otherwise: int) -> int:
    """What a form or an address says under this name."""
    text = request.POST.get(name) or request.GET.get(name) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise
