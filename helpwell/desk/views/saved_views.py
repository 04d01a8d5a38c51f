"""Saved views: filters of a list under a name, in the rail of whoever they are for."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpwell.conversations.filters import Filters
from helpwell.conversations.models import SavedView
from helpwell.desk.forms.saved_view import FilterForm, ViewForm
from helpwell.desk.narrowed import in_words, list_asked_for
from helpwell.desk.undo import Undo, done
from helpwell.desk.worklists import worklist_named
from helpwell.people.access import StaffRequest, staff_required


@require_safe
@staff_required
def filters(request: StaffRequest) -> HttpResponse:
    """The form that narrows the list; fetched when somebody opens it."""
    worklist, chosen = list_asked_for(request.GET, request.user)
    return render(request, "desk/_filters.html", {"form": FilterForm(chosen), "worklist": worklist})


@require_safe
@staff_required
def saved_views(request: StaffRequest) -> HttpResponse:
    """All she sees in her rail, in their order."""
    editable = set(SavedView.objects.editable_by(request.user).values_list("pk", flat=True))
    shown = [
        (view, _told(request, view.worklist, Filters.read(view.filters)), view.pk in editable)
        for view in SavedView.objects.shown_to(request.user)
    ]
    return render(request, "desk/saved_views.html", {"views": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def new(request: StaffRequest) -> HttpResponse:
    """Save the list that the address names, with its filters."""
    worklist, chosen = list_asked_for(request.GET, request.user)
    name = worklist.name if worklist_named(worklist.name).name == worklist.name else "all"
    return _write(request, SavedView(worklist=name, filters=dict(chosen.values)))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def saved_view(request: StaffRequest, view_pk: int) -> HttpResponse:
    """Another name, or for others."""
    found = SavedView.objects.editable_by(request.user).filter(removed_at=None)
    return _write(request, get_object_or_404(found, pk=view_pk))


def _write(request: StaffRequest, view: SavedView) -> HttpResponse:
    form = ViewForm(request.POST or None, view=view, user=request.user)
    if form.is_valid():
        form.save()
        done(request, _("Saved. You find it in the rail."))
        return redirect(f"{reverse('desk:conversations')}?view=saved-{view.pk}")
    told = _told(request, view.worklist, Filters.read(view.filters))
    context = {"form": form, "view": view, "told": told}
    return render(request, "desk/saved_view.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required
def place(request: StaffRequest, view_pk: int) -> HttpResponse:
    """One place up in the rail."""
    shown = list(SavedView.objects.shown_to(request.user))
    view = get_object_or_404(SavedView.objects.editable_by(request.user), pk=view_pk)
    if view in shown[1:]:
        view.change_places_with(shown[shown.index(view) - 1])
    return redirect("desk:saved_views")


@require_POST
@staff_required
def presence(request: StaffRequest, view_pk: int) -> HttpResponse:
    """Remove it, or with `back` bring it back."""
    view = get_object_or_404(SavedView.objects.editable_by(request.user), pk=view_pk)
    if "back" in request.POST:
        view.bring_back(by=request.user)
        done(request, _("It is there again."))
    else:
        view.remove(by=request.user)
        undo = Undo(reverse("desk:saved_view_presence", args=[view_pk]), "back", "1")
        done(request, _("“%s” is removed.") % view, undo)
    return redirect("desk:saved_views")


def _told(request: StaffRequest, worklist: str, chosen: Filters) -> str:
    """The list and its filters in words."""
    filters = [in_words(name, value, request.LANGUAGE_CODE) for name, value in chosen.values.items()]
    return " · ".join([str(worklist_named(worklist).label), *filters])
