"""One article."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from helpwell.help_center.addresses import article_addresses, article_url
from helpwell.help_center.choosing import translation_at, translation_of
from helpwell.help_center.opened import note_opened
from helpwell.help_center.pages import show
from helpwell.help_center.reading import readable_body
from helpwell.help_center.related import related_to
from helpwell.help_center.structured import article_data, breadcrumb_data
from helpwell.help_center.trail import trail_to
from helpwell.help_center.tutorials import tutorials_beside
from helpwell.help_center.viewed import tally
from helpwell.help_center.views.votes import WHY
from helpwell.knowledge.access import audiences_of
from helpwell.knowledge.models import Translation


@require_safe
def article(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The article at this address; a former address, or another language's, leads to today's."""
    found = translation_at(language, slug, audiences_of(request.user))
    if found is None:
        raise Http404
    if found.slug != slug:
        return redirect(article_url(found, language), permanent=True)
    note_opened(request, found)
    tally.note(request, found)
    return read(request, language, found)


@require_safe
def article_by_id(request: HttpRequest, language: str, public_id: str) -> HttpResponse:
    """The short address that never changes, for links from elsewhere."""
    found = translation_of(public_id.rstrip("/"), language, audiences_of(request.user))
    if found is None:
        raise Http404
    return redirect(article_url(found, language))


def read(request: HttpRequest, language: str, found: Translation) -> HttpResponse:
    """The article's page."""
    audiences = audiences_of(request.user)
    siblings = Translation.objects.readable(audiences).filter(article=found.article_id)
    trail = trail_to(found.article.category, language)
    related = related_to(found, language, audiences)
    return show(
        request,
        "help_center/article.html",
        article_addresses(found, siblings, language),
        translation=found,
        article=found.article,
        is_borrowed=found.language != language,
        body=readable_body(found.live.body if found.live else "", language, audiences),
        related=related,
        tutorials=[one for one in tutorials_beside(found, language, audiences) if one not in related],
        trail=trail,
        structured=[article_data(found), breadcrumb_data(trail)],
        voted=request.GET.get("voted", ""),
        reasons=WHY,
    )
