"""The editor: one article in one language, its draft, and what to do when two write at once."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpwell.desk.editing import Desk, conflict_of, find_translation, keep
from helpwell.desk.forms.article_text import ArticleText
from helpwell.knowledge.models import Article, Draft, Translation
from helpwell.knowledge.models.draft import EditConflict
from helpwell.people.access import StaffRequest, editor_required


@editor_required
@require_safe
def any_language(request: StaffRequest, pk: int) -> HttpResponse:
    """To the language the article was written in first."""
    article = get_object_or_404(Article, pk=pk)
    return redirect("desk:article", pk=pk, language=article.source_language)


@never_cache  # a page that the browser kept would go on from a version long gone
@editor_required
@require_safe
def article(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """The article, ready to be written in."""
    return editor_page(request, find_translation(pk, language))


@editor_required
@require_http_methods(["POST", "DELETE"])
def draft(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Keep what was written so far without showing it to readers, or forget it."""
    translation = find_translation(pk, language)
    if request.method == "DELETE":
        Draft.discard(translation, by=request.user)
        return leave(request, translation)
    return take_in(request, translation, ArticleText(request.POST)) or _kept(request, translation)


@editor_required
@require_POST
def conflict(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Go on with one's own words or with the colleague's; the others are kept as a revision."""
    translation, text = find_translation(pk, language), ArticleText(request.POST)
    if not text.is_valid():
        return refused(request, translation, text)
    Draft.settle(translation, text.content, request.user, keep_mine=request.POST.get("go_on_with") == "mine")
    return redirect("desk:article", pk=pk, language=language)


def take_in(request: StaffRequest, translation: Translation, text: ArticleText) -> HttpResponse | None:
    """Keep what was written; None when that went well, else the answer that says why it did not."""
    if not text.is_valid():
        return refused(request, translation, text)
    try:
        keep(translation, text, request.user)
    except EditConflict:
        return contested(request, translation, text)
    return None


def editor_page(request: StaffRequest, translation: Translation, text: ArticleText | None = None) -> HttpResponse:
    """The whole page. With `text`, what was sent and could not be kept stays in its fields."""
    status = 422 if text and text.errors else 200
    return render(request, "desk/article.html", {"desk": Desk(translation, text)}, status=status)


def refused(request: StaffRequest, translation: Translation, text: ArticleText) -> HttpResponse:
    """What was sent cannot be kept as it is; says why beside the field."""
    if wants_json(request):
        errors = [str(error) for errors in text.errors.values() for error in errors]
        return JsonResponse({"errors": errors}, status=422)
    return editor_page(request, translation, text)


def contested(request: StaffRequest, translation: Translation, text: ArticleText) -> HttpResponse:
    """Somebody else saved first: shows both texts and asks which to go on with."""
    shown = {"conflict": conflict_of(translation, text.content), "translation": translation, "text": text}
    if wants_json(request):
        return JsonResponse({"conflict": render_to_string("desk/_conflict.html", shown, request)}, status=409)
    return render(request, "desk/article.html", {"desk": Desk(translation, text), **shown}, status=409)


def leave(request: StaffRequest, translation: Translation) -> HttpResponse:
    """To the editor of this translation, from a form or from a part of the page."""
    response = redirect("desk:article", pk=translation.article_id, language=translation.language)
    return HttpResponse(headers={"HX-Redirect": response["Location"]}) if request.htmx else response


def wants_json(request: StaffRequest) -> bool:
    """Whether the page's own script asks."""
    return request.headers.get("Accept", "").startswith("application/json")


def _kept(request: StaffRequest, translation: Translation) -> HttpResponse:
    if not wants_json(request):
        return leave(request, translation)
    desk = Desk(translation)
    return JsonResponse(
        {
            "version": desk.draft.version if desk.draft else 0,
            "base": translation.newest_number,
            "findings": render_to_string("desk/_findings.html", {"desk": desk}, request),
        }
    )
