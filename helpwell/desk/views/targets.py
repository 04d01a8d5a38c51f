"""How soon customers shall have their answer, counted in business hours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpwell.automation.due import begin_anew
from helpwell.automation.models import SlaPolicy
from helpwell.desk.forms.target import TargetForm
from helpwell.desk.undo import done
from helpwell.people.access import StaffRequest, admin_required


@require_safe
@admin_required
def targets(request: HttpRequest) -> HttpResponse:
    """All of them, the one that counts first on top."""
    return render(request, "desk/targets.html", {"policies": SlaPolicy.objects.in_order()})


@require_http_methods(["GET", "HEAD", "POST"])
@admin_required
def new(request: StaffRequest) -> HttpResponse:
    """Set targets, filled in as many would."""
    return _write(request, SlaPolicy(name=_("Within the day"), first_reply=4 * 60, next_reply=8 * 60))


@require_http_methods(["GET", "HEAD", "POST"])
@admin_required
def target(request: StaffRequest, pk: int) -> HttpResponse:
    """Change targets."""
    return _write(request, get_object_or_404(SlaPolicy, pk=pk))


def _write(request: StaffRequest, policy: SlaPolicy) -> HttpResponse:
    form = TargetForm(request.POST or None, policy=policy)
    if form.is_valid():
        form.save(by=request.user)
        begin_anew()
        done(request, _("Saved. What is open gets its time within a minute."))
        return redirect("desk:targets")
    return render(request, "desk/target.html", {"form": form, "policy": policy}, status=422 if form.errors else 200)


@require_POST
@admin_required
def deletion(request: StaffRequest, pk: int) -> HttpResponse:
    """Nobody wants to keep them any more."""
    get_object_or_404(SlaPolicy, pk=pk).remove(by=request.user)
    begin_anew()
    done(request, _("Deleted."))
    return redirect("desk:targets")
