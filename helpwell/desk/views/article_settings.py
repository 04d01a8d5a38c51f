"""What surrounds an article's words: its place, its owner, its review, its wordings, its standing."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from helpwell.answers.models import Standing
from helpwell.desk.editing import Desk, find_translation
from helpwell.desk.forms.article_settings import ArticleSettings
from helpwell.desk.forms.plain_text import PlainText
from helpwell.desk.forms.review import Review
from helpwell.desk.views.article import leave
from helpwell.knowledge.models import Article, Phrasing
from helpwell.people.access import StaffRequest, editor_required

MOST_PHRASINGS = 100
LONGEST_PHRASINGS = 40_000  # letters


@editor_required
@require_POST
def settings(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Category, audience, kind, owner and review date; readers see a change at once."""
    translation = find_translation(pk, language)
    desk = Desk(translation)
    desk.settings = ArticleSettings(request.POST, instance=translation.article, language=language)
    if desk.settings.is_valid():
        Article.objects.get(pk=pk).change(request.user, **desk.settings.cleaned_data)
    return _part(request, desk, "desk/_settings.html", is_saved=desk.settings.is_valid())


@editor_required
@require_POST
def phrasings(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """The wordings under which this translation is found as well: all of them, or one more (`add`)."""
    translation = find_translation(pk, language)
    if more := _lines(request.POST.get("add", "")):
        Phrasing.add(translation, more[0], by=request.user)
    else:
        Phrasing.replace(translation, _lines(request.POST.get("phrasings", "")), by=request.user)
    return _part(request, Desk(translation), "desk/_phrasings.html", is_saved=True)


@editor_required
@require_POST
def standing(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """How far the answer is trusted: by agents, offered to customers, said alone."""
    translation = find_translation(pk, language)
    if (level := request.POST.get("level")) in Standing.Level.values:
        Standing.of(translation).move_to(level, by=request.user)
    return _part(request, Desk(translation), "desk/_standing.html", is_saved=True)


@editor_required
@require_POST
def review(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Somebody read it and it is still right; says when to look again."""
    translation = find_translation(pk, language)
    answer = Review(request.POST)
    if answer.is_valid():
        translation.article.confirm(request.user, answer.next_review_on)
    return leave(request, translation)


@editor_required
@require_http_methods(["POST", "DELETE"])
def related(request: StaffRequest, pk: int, language: str, article_id: int) -> HttpResponse:
    """Name another article under this one, or no longer."""
    translation = find_translation(pk, language)
    other = get_object_or_404(Article, pk=article_id)
    if request.method == "POST":
        translation.article.relate(other, by=request.user)
    else:
        translation.article.unrelate(other, by=request.user)
    return _part(request, Desk(translation), "desk/_related.html", is_saved=True)


def _part(request: StaffRequest, desk: Desk, template: str, *, is_saved: bool) -> HttpResponse:
    if not request.htmx:
        return leave(request, desk.translation)
    return render(request, template, {"desk": desk, "is_saved": is_saved})


def _lines(text: str) -> list[str]:
    cleaned = PlainText(required=False).clean(text[:LONGEST_PHRASINGS])
    return [line for line in (line.strip() for line in cleaned.splitlines()) if line][:MOST_PHRASINGS]
