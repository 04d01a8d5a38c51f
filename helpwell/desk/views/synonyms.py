"""Customers' words for our words: those in use, those proposed, those refused."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpwell.answers.models import Synonym
from helpwell.desk.forms.synonyms import SynonymForm, SynonymStatusForm
from helpwell.desk.pages import page_of
from helpwell.desk.undo import Undo, done
from helpwell.people.access import StaffRequest, editor_required


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def synonyms(request: StaffRequest) -> HttpResponse:
    """Proposals first; a new pair is added in place."""
    form = SynonymForm(request.POST or None)
    if form.is_valid():
        made = form.save_as(request.user)
        done(request, _("“%s” is in use now.") % made, _undo(made, Synonym.Status.REFUSED))
        return redirect("desk:synonyms")
    status = 422 if form.errors else 200
    return render(request, "desk/synonyms.html", _lists(request) | {"form": form}, status=status)


def _lists(request: HttpRequest) -> dict[str, object]:
    refused = "refused" in request.GET
    others = Synonym.objects.refused() if refused else Synonym.objects.active()
    return {"proposed": Synonym.objects.proposed(), "page": page_of(others, request), "refused": refused}


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def synonym(request: StaffRequest, pk: int) -> HttpResponse:
    """Word a pair differently."""
    found = get_object_or_404(Synonym, pk=pk)
    form = SynonymForm(request.POST or None, instance=found)
    if form.is_valid():
        done(request, _("“%s” is in use now.") % form.save_as(request.user))
        return redirect("desk:synonyms")
    context = {"form": form, "synonym": found}
    return render(request, "desk/synonym.html", context, status=422 if form.errors else 200)


@require_POST
@editor_required
def status(request: StaffRequest, pk: int) -> HttpResponse:
    """Use it, or refuse it."""
    found = get_object_or_404(Synonym, pk=pk)
    form = SynonymStatusForm(request.POST)
    if form.is_valid():
        was = found.status
        found.move_to(form.cleaned_data["status"], by=request.user)
        done(request, _said(found), _undo(found, was) if was != found.status else None)
    return redirect("desk:synonyms")


def _said(synonym: Synonym) -> str:
    words = {
        Synonym.Status.ACTIVE: _("“%s” is in use now."),
        Synonym.Status.REFUSED: _("“%s” is refused."),
        Synonym.Status.PROPOSED: _("“%s” waits again."),
    }
    return words[Synonym.Status(synonym.status)] % synonym


def _undo(synonym: Synonym, former: str) -> Undo:
    return Undo(reverse("desk:synonym_status", args=[synonym.pk]), "status", former)
