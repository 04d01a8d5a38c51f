"""What an article said before: who wrote it, what changed, and how to go back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpwell.desk.editing import find_translation
from helpwell.knowledge.comparison import compare
from helpwell.knowledge.models.revision import Content
from helpwell.people.access import StaffRequest, editor_required

PAGE = 30  # revisions


@editor_required
@require_safe
def revisions(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """All of them, the newest first."""
    translation = find_translation(pk, language)
    page = Paginator(translation.revisions.for_history(), PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/revisions.html", {"translation": translation, "revisions": page})


@editor_required
@require_safe
def revision(request: StaffRequest, pk: int, language: str, number: int) -> HttpResponse:
    """One of them beside the one before it, or beside `?to=`."""
    translation = find_translation(pk, language)
    shown = get_object_or_404(translation.revisions.select_related("author"), number=number)
    wanted = request.GET.get("to", "")
    earlier = translation.revisions.filter(number__lt=number)
    other = translation.revisions.filter(number=int(wanted)) if wanted.isdecimal() else earlier
    before = other.first()
    comparison = compare(before.content if before else Content("", "", ""), shown.content)
    page = {"translation": translation, "revision": shown, "before": before, "comparison": comparison}
    return render(request, "desk/revision.html", page)


@editor_required
@require_POST
def restoration(request: StaffRequest, pk: int, language: str, number: int) -> HttpResponse:
    """Go back to what it said then; what it says now stays among the revisions."""
    translation = find_translation(pk, language)
    older = get_object_or_404(translation.revisions, number=number)
    translation.restore(older, by=request.user)
    messages.success(request, _("It says again what revision %(number)d said.") % {"number": number})
    return redirect("desk:article", pk=pk, language=language)
