"""Articles by their titles, each once, in the best language for the reader."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from helpwell.base.languages import language_name
from helpwell.help_center.choosing import best_for
from helpwell.knowledge.models import Article, Translation

PER_PAGE = 200


@dataclass(frozen=True)
class ListedArticle:
    """A line that leads to an article."""

    title: str
    url: str
    language: str  # of the title
    is_borrowed: bool  # not written in the reader's language
    category_id: int | None
    article_id: int
    is_internal: bool  # only colleagues find it here

    @property
    def language_name(self) -> str:
        """What its language calls itself."""
        return language_name(self.language)


@dataclass(frozen=True)
class _Row:
    article_id: int
    category_id: int | None
    language: str
    slug: str
    title: str
    visibility: str


def list_articles(language: str, translations: Iterable[Translation]) -> list[ListedArticle]:
    """Lines for a queryset of readable translations, by title."""
    by_article: dict[int, list[_Row]] = defaultdict(list)
    columns = ("article_id", "article__category_id", "language", "slug", "live__title", "article__visibility")
    for values in translations.order_by().values_list(*columns):  # type: ignore[attr-defined]
        row = _Row(*values)
        by_article[row.article_id].append(row)
    best = (best_for(language, rows) for rows in by_article.values())
    return sorted((_listed(row, language) for row in best if row), key=lambda one: one.title.casefold())


def _listed(row: _Row, language: str) -> ListedArticle:
    url = reverse("help_center:article", args=[language, row.slug])
    is_internal = row.visibility == Article.Visibility.INTERNAL
    is_borrowed = row.language != language
    return ListedArticle(row.title, url, row.language, is_borrowed, row.category_id, row.article_id, is_internal)
