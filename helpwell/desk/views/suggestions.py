"""What an agent may put into her reply."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpwell.answers.suggesting import found_for, suggestions_for
from helpwell.desk.inserting import offers
from helpwell.desk.opened import find_conversation
from helpwell.people.access import StaffRequest, staff_required


@require_safe
@staff_required
def suggestions(request: StaffRequest, pk: int) -> HttpResponse:
    """The best for what the customer said."""
    conversation = find_conversation(request.user, pk)
    shown = offers(suggestions_for(conversation), conversation, request.user)
    is_plausible = any(one.suggestion.is_plausible for one in shown)
    return render(request, "desk/_suggestions.html", {"offers": shown, "is_plausible": is_plausible})


@require_safe
@staff_required
def answers(request: StaffRequest, pk: int) -> HttpResponse:
    """What the agent's own words `?q=` find, internal articles too (A12)."""
    conversation, words = find_conversation(request.user, pk), request.GET.get("q", "")
    shown = offers(found_for(words, conversation), conversation, request.user)
    return render(request, "desk/_answers.html", {"offers": shown, "words": words})
