"""Tutorials: answers that show how to do something, the most watched and read first."""

from django.db.models import QuerySet, Sum

from helpwell.help_center.listing import ListedArticle, list_articles
from helpwell.knowledge.models import Article, DayViews, Translation

DAYS = 90  # whose openings count
ON_HOME = 6
BESIDE = 2  # under an article on the same topic


def popular_tutorials(language: str, audiences: frozenset[str]) -> list[ListedArticle]:
    """The most opened ones, for the home page."""
    return _ranked(language, _readable(audiences))[:ON_HOME]


def tutorials_beside(translation: Translation, language: str, audiences: frozenset[str]) -> list[ListedArticle]:
    """Those on the article's topic, other than itself and what is shown as related anyway."""
    category = translation.article.category
    if category is None:
        return []
    alike = _readable(audiences).filter(article__category__path__startswith=category.path)
    return _ranked(language, alike.exclude(article=translation.article_id))[:BESIDE]


def _readable(audiences: frozenset[str]) -> "QuerySet[Translation]":
    return Translation.objects.readable(audiences).filter(article__kind=Article.Kind.TUTORIAL)


def _ranked(language: str, tutorials: "QuerySet[Translation]") -> list[ListedArticle]:
    listed = list_articles(language, tutorials)
    views = _views([one.article_id for one in listed])
    return sorted(listed, key=lambda one: -views.get(one.article_id, 0))


def _views(article_ids: list[int]) -> dict[int, int]:
    rows = DayViews.objects.within(DAYS).filter(translation__article__in=article_ids)
    return dict(rows.values_list("translation__article").annotate(Sum("count")).order_by())
