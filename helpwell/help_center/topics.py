"""The categories as a reader sees them: named in her language, counted, empty ones left out."""

from dataclasses import dataclass

from django.db.models import Count

from helpwell.help_center.addresses import category_url
from helpwell.knowledge.models import Category, Translation

UNKNOWN_ICON = "book-open"


@dataclass(frozen=True)
class Topic:
    """One category on a page."""

    pk: int
    public_id: str
    path: str  # its place in the tree; children's paths begin with it
    depth: int  # 1 is a root
    name: str
    description: str
    icon: str
    url: str
    article_count: int  # with those of the categories below it


@dataclass(frozen=True)
class Topics:
    """Every category with something to read in it, in the order of the tree."""

    all: list[Topic]
    loose_count: int  # articles that stand in no category

    @property
    def roots(self) -> list[Topic]:
        """Those at the top."""
        return [topic for topic in self.all if topic.depth == 1]


def topics(language: str, audiences: frozenset[str]) -> Topics:
    """What there is to read for somebody."""
    counts = _counts(audiences)
    rows = list(Category.objects.named())
    found = (_topic(row, language, _count_below(row, rows, counts)) for row in rows)
    return Topics([topic for topic in found if topic.article_count], counts.get(None, 0))


def _counts(audiences: frozenset[str]) -> dict[int | None, int]:
    """Readable articles by category id; None: those without a category."""
    rows = Translation.objects.readable(audiences).order_by().values_list("article__category_id")
    return dict(rows.annotate(Count("article_id", distinct=True)))


def _count_below(category: Category, rows: list[Category], counts: dict[int | None, int]) -> int:
    return sum(counts.get(row.pk, 0) for row in rows if row.path.startswith(category.path))


def _topic(category: Category, language: str, article_count: int) -> Topic:
    text = category.text_in(language)
    return Topic(
        pk=category.pk,
        public_id=category.public_id,
        path=category.path,
        depth=category.depth,
        name=text.name if text else category.public_id,
        description=text.description if text else "",
        icon=category.icon or UNKNOWN_ICON,
        url=category_url(category, language),
        article_count=article_count,
    )
