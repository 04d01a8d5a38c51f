"""The list of articles, and what is done to many of them at once."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from helpwell.base.models import Site
from helpwell.desk.forms.article_search import ArticleSearch
from helpwell.desk.forms.article_selection import ArticleSelection
from helpwell.knowledge.models import Article, Translation
from helpwell.knowledge.selection import Done, archive_all, publish_all, take_back
from helpwell.people.access import StaffRequest, editor_required, staff_required


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def articles(request: StaffRequest) -> HttpResponse:
    """Find articles by what they say, narrow them by their state; begin a new one."""
    return _begin(request) if request.method == "POST" else _list(request, request.GET)


@editor_required
def _begin(request: StaffRequest) -> HttpResponse:
    site, language = Site.current(), request.POST.get("language", "")
    language = language if language in site.languages else site.default_language
    title = request.POST.get("title", "")[:200]
    translation = Article.begin(language, request.user, title, owner=request.user)
    return redirect("desk:article", pk=translation.article_id, language=language)


def _list(request: StaffRequest, query: QueryDict, **more: object) -> HttpResponse:
    search = ArticleSearch(query, language=request.LANGUAGE_CODE)
    page = "desk/_articles.html" if request.htmx else "desk/articles.html"
    return render(request, page, {"search": search, "articles": search.results(), **more})


@editor_required
@require_POST
def selection(request: StaffRequest) -> HttpResponse:
    """Publish or archive the articles ticked in the list; the answer offers to take it back."""
    chosen = ArticleSelection(request.POST)
    translations = Translation.objects.filter(pk__in=chosen.ids).select_related("article", "live")
    deed = publish_all if chosen.become == Translation.Status.PUBLISHED else archive_all
    done = deed(translations, request.user)
    return _answer(request, _said(chosen.become, done), done.former)


@editor_required
@require_POST
def former_states(request: StaffRequest) -> HttpResponse:
    """Undo: give articles the states they had before."""
    take_back(ArticleSelection(request.POST).former, request.user)
    return _answer(request, _("Taken back."), {})


def _answer(request: StaffRequest, said: str, former: dict[int, str]) -> HttpResponse:
    if not request.htmx:
        messages.success(request, said)
        return redirect("desk:articles")
    return _list(request, request.POST, toast="desk/_selection_toast.html", said=said, former=former)


def _said(status: str, done: Done) -> str:
    count = len(done.former)
    if status == Translation.Status.PUBLISHED:
        said = ngettext("%(count)d article published.", "%(count)d articles published.", count) % {"count": count}
    else:
        said = ngettext("%(count)d article archived.", "%(count)d articles archived.", count) % {"count": count}
    if done.refused_count:
        said += " " + ngettext(
            "%(count)d has no title or no text yet.", "%(count)d have no title or no text yet.", done.refused_count
        ) % {"count": done.refused_count}
    return said
