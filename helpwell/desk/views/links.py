"""Articles to link to: what the editor's small search offers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpwell.desk.editing import find_translation
from helpwell.desk.found import found_translations
from helpwell.knowledge.models import Translation
from helpwell.people.access import StaffRequest, editor_required

OFFERED = 8


@editor_required
@require_safe
def links(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Articles about `?q=` other than the one being edited, each once; `?for=related` offers to relate them."""
    ranked = found_translations(request.GET.get("q", "")[:200], language)
    rows = Translation.objects.exclude(article=pk).filter(pk__in=ranked).named().select_related("article")
    best: dict[int, Translation] = {}
    for row in sorted(rows, key=lambda row: (row.language != language, ranked.index(row.pk))):
        best.setdefault(row.article_id, row)
    offered = sorted(best.values(), key=lambda row: ranked.index(row.pk))[:OFFERED]
    template = "desk/_related_offers.html" if request.GET.get("for") == "related" else "desk/_links.html"
    return render(request, template, {"offered": offered, "translation": find_translation(pk, language)})
