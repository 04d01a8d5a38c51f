"""The public pages by language: each entry is one page's paths, for search engines."""

from django.db.models import QuerySet
from django.urls import reverse

from helpwell.base.models import Site
from helpwell.help_center.addresses import category_addresses
from helpwell.help_center.topics import topics
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Category, Translation

ENTRIES_PER_MAP = 5000  # a map may hold 50,000 addresses; an article has one for each language

Entry = dict[str, str]  # language → path


def public_article_ids() -> "QuerySet[Translation, int]":
    """The ids of all articles that everybody may read, each once."""
    public = Translation.objects.readable(PUBLIC).order_by("article_id")
    return public.values_list("article_id", flat=True).distinct()


def article_entries(article_ids: list[int]) -> list[Entry]:
    """The pages of these articles."""
    entries: dict[int, Entry] = {article_id: {} for article_id in article_ids}
    rows = Translation.objects.readable(PUBLIC).filter(
        article_id__in=article_ids, language__in=Site.current().languages
    )
    for article_id, language, slug in rows.order_by("article_id", "language").values_list(
        "article_id", "language", "slug"
    ):
        entries[article_id][language] = reverse("help_center:article", args=[language, slug])
    return list(entries.values())


def category_entries() -> list[Entry]:
    """The pages of the categories with something public in them."""
    language = Site.current().default_language
    shown = {topic.pk for topic in topics(language, PUBLIC).all}
    rows = Category.objects.named().filter(pk__in=shown)
    return [category_addresses(row, language).alternates for row in rows]
