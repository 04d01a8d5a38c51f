"""Conversations found by what an agent types above the list."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpwell.conversations.search import search
from helpwell.people.access import StaffRequest, staff_required


@require_safe
@staff_required
def conversation_search(request: StaffRequest) -> HttpResponse:
    """What fits best, as rows that stand in place of the list; nothing for an empty field."""
    words = request.GET.get("q", "").strip()
    hits = search(words, request.user) if words else []
    return render(request, "desk/_conversation_hits.html", {"words": words, "hits": hits})
