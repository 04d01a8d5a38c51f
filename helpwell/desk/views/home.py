"""The desk's first page: news for the team, what waits, and for a new help centre the first steps."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpwell.conversations.models import Rating
from helpwell.conversations.sharing import shared_since
from helpwell.desk.first_steps import first_steps as steps_of_a_new_site
from helpwell.desk.undo import Undo, done
from helpwell.desk.waiting import waiting_for
from helpwell.knowledge.models import Notice
from helpwell.people.access import StaffRequest, admin_required, staff_required

LATELY = timedelta(days=30)  # what customers said about how they were helped, and who took them on


@require_safe
@staff_required
def home(request: StaffRequest) -> HttpResponse:
    """What waits for somebody."""
    user = request.user
    steps = steps_of_a_new_site() if user.is_admin and user.sees_first_steps else []
    steps_done = sum(step.is_done for step in steps)
    unread = Notice.objects.showing().for_staff().unread_by(user)
    context = {
        "steps": steps,
        "steps_done": steps_done,
        "is_new": steps_done * 2 < len(steps),
        "waiting": waiting_for(user),
        "shared": shared_since(timezone.now() - LATELY) if user.is_editor else None,
        "ratings": Rating.objects.share_since(timezone.now() - LATELY),
        "news": [(notice, notice.text_in(request.LANGUAGE_CODE)) for notice in unread],
    }
    return render(request, "desk/home.html", context)


@require_POST
@admin_required
def first_steps(request: StaffRequest) -> HttpResponse:
    """Put the list away, or with `show` take it out again."""
    away = "show" not in request.POST
    request.user.put_first_steps_away(away)
    if away:
        done(request, _("Put away."), Undo(reverse("desk:first_steps"), "show", "1"))
    return redirect("desk:home")
