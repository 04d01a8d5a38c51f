"""What search engines ask for by themselves."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from helpwell.base.models import Site
from helpwell.help_center.addresses import home_addresses, origin
from helpwell.help_center.sitemap import ENTRIES_PER_MAP, article_entries, category_entries, public_article_ids


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but the desk; results of searches say for themselves that they are not to be kept."""
    rows = [reverse("help_center:rows", args=[language]) for language in Site.current().languages]
    closed = [f"Disallow: {path}" for path in [*rows, "/desk/", "/accounts/"]]
    lines = ["User-agent: *", *closed, "", f"Sitemap: {origin()}{reverse('help_center:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The map of all public pages, or, where there are many, the list of maps."""
    maps = _maps()
    if maps.num_pages > 1:
        paths = [reverse("help_center:sitemap_part", args=[number]) for number in maps.page_range]
        return _xml(request, "sitemap_index.xml", paths=paths)
    return sitemap_part(request, 1)


@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """One of the maps; the first also holds home pages and categories."""
    maps = _maps()
    if not 1 <= number <= maps.num_pages:
        raise Http404
    entries = article_entries(list(maps.page(number).object_list))
    if number == 1:
        entries = [home_addresses(Site.current().default_language).alternates, *category_entries(), *entries]
    return _xml(request, "sitemap.xml", entries=entries)


def _maps() -> "Paginator[int]":
    return Paginator(public_article_ids(), ENTRIES_PER_MAP)


def _xml(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    context = {"origin": origin(), **context}
    return render(request, f"help_center/{template}", context, content_type="application/xml")
