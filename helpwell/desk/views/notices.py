"""News for customers and for the team."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpwell.desk.forms.notice import NoticeForm
from helpwell.desk.pages import page_of
from helpwell.desk.undo import Undo, done
from helpwell.knowledge.models import Notice
from helpwell.people.access import StaffRequest, editor_required


@require_safe
@editor_required
def notices(request: HttpRequest) -> HttpResponse:
    """Those that show or will show; with `?past` those that have ended."""
    past = "past" in request.GET
    found = Notice.objects.past() if past else Notice.objects.present_and_planned()
    return render(request, "desk/notices.html", {"page": page_of(found, request), "past": past})


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def new(request: StaffRequest) -> HttpResponse:
    """Write a notice."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def notice(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a notice."""
    return _write(request, get_object_or_404(Notice.objects.prefetch_related("texts"), pk=pk))


def _write(request: StaffRequest, notice: Notice | None) -> HttpResponse:
    form = NoticeForm(request.POST or None, notice=notice)
    if notice is None and request.GET.get("for") == Notice.Audience.STAFF:
        form.initial["audience"] = Notice.Audience.STAFF
    if form.is_valid() and "preview" not in request.POST:
        form.save_as(request.user)
        done(request, _("Saved. It is shown from %s.") % form.starts_in_words())
        return redirect("desk:notices")
    context = {"form": form, "notice": notice, "preview": form.preview()}
    return render(request, "desk/notice.html", context, status=422 if form.errors else 200)


@require_POST
@editor_required
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """Take it down now, or, with `again`, show it again until that moment ("open": without an end)."""
    notice = get_object_or_404(Notice, pk=pk)
    if "again" in request.POST:
        notice.resume(by=request.user, until=_moment(request.POST["again"]))
        done(request, _("It is shown again."))
    else:
        until = notice.ends_at.isoformat() if notice.ends_at else "open"
        notice.end(by=request.user)
        done(request, _("Taken down."), Undo(reverse("desk:notice_end", args=[pk]), "again", until))
    return redirect("desk:notices")


def _moment(said: str) -> datetime | None:
    """The moment in an Undo; None: no end."""
    try:
        return parse_datetime(said)
    except ValueError:
        return None
