"""An article's other languages: begin one, and keep it in step with the source."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpwell.base.models import Site
from helpwell.desk.editing import find_translation
from helpwell.knowledge.models import Article
from helpwell.people.access import StaffRequest, editor_required


@editor_required
@require_POST
def translation(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Begin to translate into a language of the site."""
    article = get_object_or_404(Article, pk=pk)
    if language not in Site.current().languages:
        raise Http404
    article.translate_into(language, by=request.user)
    return redirect("desk:article", pk=pk, language=language)


@editor_required
@require_POST
def catching_up(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Somebody compared it with its source: it says the same."""
    find_translation(pk, language).catch_up(by=request.user)
    messages.success(request, _("Noted: this translation says what its source says."))
    return redirect("desk:article", pk=pk, language=language)
