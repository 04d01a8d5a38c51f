"""The lists agents work through."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpwell.conversations.models import Conversation
from helpwell.desk.rail import lines_for
from helpwell.desk.worklists import PER_PAGE, page_of, worklist_named, worklists_for
from helpwell.people.access import StaffRequest, staff_required


@require_safe
@staff_required
def conversations(request: StaffRequest) -> HttpResponse:
    """The list that `?view=` names, with nothing opened yet."""
    return render(request, "desk/conversations.html", shown_list(request))


@require_safe
@staff_required
def rows(request: StaffRequest) -> HttpResponse:
    """The list goes on after `?after=`."""
    return render(request, "desk/_conversation_rows.html", shown_list(request))


@require_safe
@staff_required
def news(request: StaffRequest) -> HttpResponse:
    """The list as it is now, with the counts in the rail; an open page asks when it was told of a change."""
    group, lines = lines_for(request.user, request.GET.get("path", ""), request.GET.get("view", ""))[0]
    return render(request, "desk/_list_news.html", {**shown_list(request), "group": group, "lines": lines})


def shown_list(request: StaffRequest) -> dict[str, Any]:
    """What every page with the list on it shows of it."""
    worklist = worklist_named(request.GET.get("view", ""))
    shown = request.GET.get("shown", "")
    size = min(int(shown), 10 * PER_PAGE) if shown.isascii() and shown.isdigit() else PER_PAGE
    mine = Conversation.objects.visible_to(request.user).assigned_to(request.user).open().unread_by(request.user)
    return {
        "worklist": worklist,
        "worklists": worklists_for(request.user),
        "page": page_of(worklist, request.user, request.GET.get("after", ""), max(size, PER_PAGE)),
        "unread_count": mine.values("pk")[:100].count(),
        "current": request.GET.get("open", ""),
    }
