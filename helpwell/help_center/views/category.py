"""Everything in one category, and everything in none."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from helpwell.help_center.addresses import category_addresses, category_url, listing_addresses, slug_in
from helpwell.help_center.listing import PER_PAGE, ListedArticle, list_articles
from helpwell.help_center.pages import show
from helpwell.help_center.structured import breadcrumb_data
from helpwell.help_center.topics import Topic, topics
from helpwell.help_center.trail import trail_to
from helpwell.knowledge.access import audiences_of
from helpwell.knowledge.models import Category, Translation

FIRST_ONES = 6  # articles of a subcategory shown on the page of a root


@dataclass(frozen=True)
class Section:
    """A subcategory with the articles in it and below it."""

    topic: Topic
    articles: list[ListedArticle]


@require_safe
def category(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One category with all below it, so that no article is further than three clicks from the home page."""
    found = _category_at(language, slug)
    listed = _listed(request, language, Q(article__category__path__startswith=found.path))
    if not listed:  # a category without a word for this reader does not exist for her, name and all (N08)
        raise Http404
    if slug != slug_in(found, language):
        return redirect(category_url(found, language), permanent=True)
    trail = trail_to(found, language)
    return show(
        request,
        "help_center/category.html",
        category_addresses(found, language),
        category=found,
        text=found.text_in(language),
        sections=_sections(found, topics(language, audiences_of(request.user)).all, listed),
        page=_page(request, [one for one in listed if one.category_id == found.pk]),
        trail=trail[:-1],
        structured=[breadcrumb_data(trail)],
    )


@require_safe
def articles(request: HttpRequest, language: str) -> HttpResponse:
    """The articles that stand in no category."""
    page = _page(request, _listed(request, language, Q(article__category=None)))
    return show(
        request,
        "help_center/articles.html",
        listing_addresses(language, "articles"),
        page=page,
        trail=trail_to(None, language),
    )


def _category_at(language: str, slug: str) -> Category:
    """The category with this slug in `language`, else in any language, else the one that once had it."""
    named = Category.objects.named()
    candidates = named.filter(names__slug=slug).distinct() or named.formerly_at(slug)
    found: Category | None = min(candidates, key=lambda one: slug_in(one, language) != slug, default=None)
    if found is None:
        raise Http404
    return found


def _listed(request: HttpRequest, language: str, which: Q) -> list[ListedArticle]:
    return list_articles(language, Translation.objects.readable(audiences_of(request.user)).filter(which))


def _page(request: HttpRequest, listed: list[ListedArticle]) -> "Page[ListedArticle]":
    return Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))


def _sections(category: Category, all_topics: list[Topic], listed: list[ListedArticle]) -> list[Section]:
    """The subcategories; a root shows the first articles of each, deeper ones show all."""
    children = [one for one in all_topics if one.path.startswith(category.path) and one.depth == category.depth + 1]
    most = FIRST_ONES if category.is_root() else None
    return [Section(child, _below(child, all_topics, listed)[:most]) for child in children]


def _below(topic: Topic, all_topics: list[Topic], listed: list[ListedArticle]) -> list[ListedArticle]:
    within = {one.pk for one in all_topics if one.path.startswith(topic.path)}
    return [one for one in listed if one.category_id in within]
