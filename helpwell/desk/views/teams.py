"""Teams: who answers together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpwell.conversations.dissolving import dissolve
from helpwell.conversations.models import Conversation
from helpwell.desk.forms.team import HeirForm, TeamForm
from helpwell.desk.undo import done
from helpwell.people.access import StaffRequest, admin_required
from helpwell.people.models import Team


@require_safe
@admin_required
def teams(request: HttpRequest) -> HttpResponse:
    """All of them, and what is open in each."""
    counts = Conversation.objects.held_by_teams()
    found = [(team, counts[team.pk]) for team in Team.objects.with_members()]
    return render(request, "desk/teams.html", {"teams": found})


@require_http_methods(["GET", "HEAD", "POST"])
@admin_required
def new(request: StaffRequest) -> HttpResponse:
    """Form a team."""
    return _write(request, Team())


@require_http_methods(["GET", "HEAD", "POST"])
@admin_required
def team(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a team."""
    return _write(request, get_object_or_404(Team, pk=pk))


def _write(request: StaffRequest, team: Team) -> HttpResponse:
    form = TeamForm(request.POST or None, team=team)
    if form.is_valid():
        form.save(by=request.user)
        done(request, _("Saved."))
        return redirect("desk:teams")
    context = {"form": form, "team": team, "heirs": HeirForm(team=team), "open_count": _open_in(team)}
    return render(request, "desk/team.html", context, status=422 if form.errors else 200)


def _open_in(team: Team) -> int:
    return Conversation.objects.open().of_team(team).count() if team.pk else 0


@require_POST
@admin_required
def deletion(request: StaffRequest, pk: int) -> HttpResponse:
    """Dissolve it; its conversations go to another team or to everybody."""
    team = get_object_or_404(Team, pk=pk)
    form = HeirForm(request.POST, team=team)
    if form.is_valid():
        dissolve(team, form.cleaned_data["heir"], by=request.user)
        done(request, _("%s is no more.") % team)
    return redirect("desk:teams")
