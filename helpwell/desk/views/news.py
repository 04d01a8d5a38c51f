"""Announcements for the team: new to each until she has opened it (A13)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from helpwell.desk.pages import page_of
from helpwell.knowledge.models import Notice
from helpwell.people.access import StaffRequest, staff_required
from helpwell.people.models import User


@require_safe
@staff_required
def news(request: StaffRequest) -> HttpResponse:
    """All of them, the newest first; what she has not opened is marked."""
    unread = set(Notice.objects.announced().unread_by(request.user).values_list("pk", flat=True))
    return render(request, "desk/news.html", {"page": page_of(Notice.objects.announced(), request), "unread": unread})


@require_safe
@staff_required
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """Open it: from now on it is read."""
    notice = get_object_or_404(Notice.objects.announced(), pk=pk)
    notice.has_been_read(by=request.user)
    staff = User.objects.staff().by_name()
    readers = set(notice.readings.values_list("user", flat=True))
    context = {
        "notice": notice,
        "text": notice.text_in(request.LANGUAGE_CODE),
        "readers": [user for user in staff if user.pk in readers],
        "staff_count": len(staff),
        "others": [user for user in staff if user.pk not in readers],
    }
    return render(request, "desk/news_one.html", context)
