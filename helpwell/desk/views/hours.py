"""Business hours: when somebody is there, and which inboxes keep which."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpwell.automation.due import begin_anew
from helpwell.desk.forms.hours import HoursForm, RegionForm, new_hours
from helpwell.desk.undo import done
from helpwell.people.access import StaffRequest, admin_required
from helpwell.people.models import BusinessHours


@require_safe
@admin_required
def hours(request: HttpRequest) -> HttpResponse:
    """All sets, the usual one first."""
    return render(request, "desk/hours.html", {"sets": BusinessHours.objects.prefetch_related("inboxes")})


@require_http_methods(["GET", "HEAD", "POST"])
@admin_required
def new(request: StaffRequest) -> HttpResponse:
    """One more set, filled in as most would."""
    return _write(request, new_hours())


@require_http_methods(["GET", "HEAD", "POST"])
@admin_required
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a set."""
    return _write(request, get_object_or_404(BusinessHours, pk=pk))


def _write(request: StaffRequest, hours: BusinessHours) -> HttpResponse:
    form = HoursForm(request.POST or None, hours=hours)
    if form.is_valid():
        form.save(by=request.user)
        begin_anew()
        done(request, _("Saved. Customers are told by these hours from now on."))
        return redirect("desk:hours")
    return render(request, "desk/hours_one.html", {"form": form, "hours": hours}, status=422 if form.errors else 200)


@require_safe
@admin_required
def regions(request: HttpRequest) -> HttpResponse:
    """The field for the region, for the country that was just chosen."""
    return render(request, "desk/_region.html", {"form": RegionForm(request.GET.get("country", ""))})


@require_POST
@admin_required
def deletion(request: StaffRequest, pk: int) -> HttpResponse:
    """Nobody keeps these hours any more."""
    get_object_or_404(BusinessHours, pk=pk).remove(by=request.user)
    begin_anew()
    done(request, _("Deleted. Inboxes that kept these hours keep the usual ones now."))
    return redirect("desk:hours")
