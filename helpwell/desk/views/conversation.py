"""One conversation on an agent's page."""

from typing import cast
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from helpwell.base.sealed import sealed
from helpwell.conversations.models import Attachment
from helpwell.desk.answering import opened
from helpwell.desk.opened import find_conversation
from helpwell.desk.views.conversations import shown_list
from helpwell.people.access import StaffRequest, staff_required


@require_safe
@staff_required
def conversation(request: StaffRequest, pk: int) -> HttpResponse:
    """Open it; from now on it is read."""
    found = find_conversation(request.user, pk)
    if found.merged_into:
        return redirect("desk:conversation", pk=found.merged_into.pk)
    page = opened(request, found)
    parts = {"opened": page, "worklist_name": request.GET.get("view", "")}
    page.is_in_front_of_her()
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "desk/_conversation.html", parts)
    return render(request, "desk/conversation.html", {**shown_list(request), **parts, "current": str(pk)})


@require_safe
@staff_required
def conversation_news(request: StaffRequest, pk: int) -> HttpResponse:
    """Its parts as they are now, for a page that was told of a change."""
    page = opened(request, find_conversation(request.user, pk))
    page.is_in_front_of_her()
    return render(request, "desk/_conversation_news.html", {"opened": page})


@require_safe
@staff_required
def attachment(request: StaffRequest, pk: int, public_id: UUID) -> HttpResponse:
    """A picture is shown, anything else is downloaded; never run, never guessed (T11)."""
    found = find_conversation(request.user, pk)
    file = get_object_or_404(Attachment, public_id=public_id, message__in=found.every_message())
    sent = FileResponse(
        file.file.open("rb"), as_attachment=not file.is_picture, filename=file.name, content_type=file.content_type
    )
    return cast(HttpResponse, sealed(sent, keep="private, max-age=86400"))
