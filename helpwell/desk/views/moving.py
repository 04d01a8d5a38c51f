"""Moving in and out: files and pasted text in, everything out."""

from typing import cast

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from helpwell.base.models import Site
from helpwell.desk.forms.moving import Arrival
from helpwell.knowledge.importing.leaving_out import left_out
from helpwell.knowledge.importing.sources import LARGEST
from helpwell.knowledge.models import Export, Import
from helpwell.people.access import StaffRequest, admin_required, editor_required
from helpwell.people.models import Event

PAGE = 100  # rows of a report
RECENT = 10  # imports that are listed
FORM_AROUND = 2_000_000  # bytes a form adds to the file it carries


@csrf_exempt  # only this far: the size is looked at before the body is read, `_arrive` asks for the token
@editor_required
def moving(request: StaffRequest) -> HttpResponse:
    """What can come in, what came in lately, and the way out."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST + FORM_AROUND:
        return _page(request, Arrival(), is_too_large=True, status=413)
    return _arrive(request)


@csrf_protect
def _arrive(request: HttpRequest) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = Arrival(*sent)
    if form.is_bound and form.is_valid() and request.user.is_authenticated:
        return redirect("desk:import", form.receive(by=request.user).pk)
    return _page(request, form, status=422 if form.errors else 200)


def _page(request: HttpRequest, form: Arrival, *, status: int, is_too_large: bool = False) -> HttpResponse:
    shown = {
        "form": form,
        "imports": Import.objects.recent()[:RECENT],
        "export": Export.objects.last(),
        "is_too_large": is_too_large,
    }
    return render(request, "desk/moving.html", shown, status=status)


@editor_required
@require_safe
def report(request: StaffRequest, pk: int) -> HttpResponse:
    """How far an import is, then what became of each row."""
    task = get_object_or_404(Import.objects.recent(), pk=pk)
    only = request.GET.get("only", "")
    rows = task.rows.troubled() if only == "notes" else task.rows.all()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = {
        "task": task,
        "only": only,
        "page": page,
        "counts": task.counts(),
        "left_out": task.rows.left_out().exists(),
    }
    return render(request, "desk/_import.html" if request.htmx else "desk/import.html", shown)


@editor_required
@require_safe
def rows_left_out(request: StaffRequest, pk: int) -> HttpResponse:
    """The rows that are not in, to be mended and imported again."""
    task = get_object_or_404(Import, pk=pk)
    response = HttpResponse("".join(left_out(task)), content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{task.pk}.refused.jsonl"'
    return response


@admin_required
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: StaffRequest) -> HttpResponse:
    """Ask for everything in one zip: drafts and internal articles too, so it is for admins; or see how far it is."""
    if request.method == "POST":
        Export.request(by=request.user)
    if request.htmx:
        return render(request, "desk/_export.html", {"export": Export.objects.last()})
    return redirect(reverse("desk:moving") + "#export")


@admin_required
@require_safe
def export_file(request: StaffRequest, pk: int) -> HttpResponse:
    """The zip itself, as long as it is kept; who fetched it is noted."""
    task = get_object_or_404(Export.objects.kept(), pk=pk)
    if not task.is_kept:
        raise Http404
    Event.record("export.fetched", task, by=request.user)
    name = f"{Site.current().name}-{timezone.localdate(task.created_at):%Y-%m-%d}.zip"
    response = FileResponse(task.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, response)
