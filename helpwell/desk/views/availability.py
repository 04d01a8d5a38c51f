"""The switch in the rail: at the desk, away, off duty."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from helpwell.conversations.assigning import change_availability
from helpwell.desk.forms.availability import AvailabilityForm
from helpwell.desk.undo import done
from helpwell.people.access import StaffRequest, staff_required
from helpwell.people.models import User


@require_POST
@staff_required
def availability(request: StaffRequest) -> HttpResponse:
    """Say whether one takes conversations; who goes off duty is told what went back into the list."""
    form = AvailabilityForm(request.POST)
    if not form.is_valid():
        return redirect("desk:home")
    said = _said(request.user, change_availability(request.user, form.cleaned_data["availability"]))
    if request.htmx:
        return render(request, "desk/_availability.html", {"said": said})
    done(request, said)
    return redirect("desk:home")


def _said(user: User, handed: int) -> str:
    if user.availability == User.Availability.AT_DESK:
        return _("You get new conversations now.")
    if handed:
        return ngettext(
            "%(count)d conversation whose customer waits is back in the list.",
            "%(count)d conversations whose customers wait are back in the list.",
            handed,
        ) % {"count": handed}
    return _("You get no new conversations.")
