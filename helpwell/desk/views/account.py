"""One's own account."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpwell.desk.forms.account import AccountForm
from helpwell.desk.undo import done
from helpwell.people.access import StaffRequest, staff_required


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def account(request: StaffRequest) -> HttpResponse:
    """Name, language, time zone; and the ways to password and second factor."""
    form = AccountForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        done(request, _("Saved."))
        return redirect("desk:account")
    context = {"form": form, "has_second_factor": is_mfa_enabled(request.user)}
    return render(request, "desk/account.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required
def sessions(request: StaffRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    request.user.end_sessions(by=request.user)
    update_session_auth_hash(request, request.user)
    done(request, _("Every other device is signed out."))
    return redirect("desk:account")
