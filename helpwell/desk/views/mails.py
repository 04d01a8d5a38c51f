"""Mails that have not left the house, and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpwell.desk.pages import page_of
from helpwell.desk.undo import done
from helpwell.outbox.deliver import can_send
from helpwell.outbox.models import Mail
from helpwell.people.access import admin_required


@require_safe
@admin_required
def mails(request: HttpRequest) -> HttpResponse:
    """Waiting and failed ones, the newest first."""
    return render(
        request, "desk/mails.html", {"page": page_of(Mail.objects.not_sent(), request), "can_send": can_send()}
    )


@require_POST
@admin_required
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try one again now."""
    mail = get_object_or_404(Mail.objects.not_sent(), pk=pk)
    mail.retry()
    done(request, _("It is tried again now."))
    return redirect("desk:mails")
