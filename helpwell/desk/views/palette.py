"""What the command palette shows while somebody types in it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpwell.conversations.models import Conversation
from helpwell.desk.palette.groups import groups_for
from helpwell.people.access import StaffRequest, staff_required

LONGEST = 200  # letters of what is typed


@require_safe
@staff_required
def palette(request: StaffRequest) -> HttpResponse:
    """The options for `?q=`; with `?conversation=` also what can be done with the one that is open."""
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    groups = groups_for(words, request.user, request.LANGUAGE_CODE, _open(request))
    return render(request, "desk/_palette_found.html", {"groups": groups, "words": words})


def _open(request: StaffRequest) -> Conversation | None:
    """The conversation on the page, if she may see it."""
    pk = request.GET.get("conversation", "")
    visible = Conversation.objects.visible_to(request.user).select_related("assignee", "team", "inbox", "contact")
    return visible.filter(pk=pk).first() if pk.isascii() and pk.isdigit() and len(pk) < 18 else None
