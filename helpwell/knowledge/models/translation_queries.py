"""Which translations there are: every list, page and count of them asks here."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from helpwell.base.site import today
from helpwell.knowledge.models.article import Article
from helpwell.knowledge.models.category_name import CategoryName
from helpwell.knowledge.models.draft import Draft
from helpwell.knowledge.models.finding import Finding
from helpwell.knowledge.models.revision import Revision

if TYPE_CHECKING:
    from helpwell.knowledge.models.translation import Translation  # noqa: F401 - the base class below names it


class TranslationQuerySet(models.QuerySet["Translation"]):
    def published(self) -> Self:
        """Those customers may see, if their article's visibility lets them."""
        return self.filter(status=self.model.Status.PUBLISHED, live__isnull=False)

    def readable(self, audiences: Iterable[str]) -> Self:
        """Published, and of an article that somebody who is in `audiences` may read."""
        return self.published().filter(article__visibility__in=list(audiences))

    def in_language(self, language: str) -> Self:
        """Of one language."""
        return self.filter(language=language)

    def due(self) -> Self:
        """Scheduled for a moment that has come, be it the first publication or a change of what is live."""
        waiting = [self.model.Status.SCHEDULED, self.model.Status.PUBLISHED]
        return self.filter(status__in=waiting, publish_at__lte=timezone.now())

    def sources(self) -> Self:
        """Of each article the language it was written in first."""
        return self.filter(language=F("article__source_language"))

    def without(self, language: str) -> Self:
        """Of articles that have no translation into `language` yet."""
        return self.filter(~Exists(self.model.objects.filter(article=OuterRef("article"), language=language)))

    def untranslated(self, languages: Iterable[str]) -> Self:
        """Of articles that lack at least one of `languages`."""
        wanted = list(languages)
        have = self.model.objects.filter(article=OuterRef("article"), language__in=wanted).values("article")
        count = have.annotate(count=models.Count("pk")).values("count")
        return self.annotate(languages_count=Subquery(count)).filter(languages_count__lt=len(wanted))

    def edited(self) -> Self:
        """With words that readers do not see yet."""
        return self.filter(draft__isnull=False)

    def with_findings(self) -> Self:
        """In which something should be mended."""
        return self.filter(Exists(Finding.objects.filter(translation=OuterRef("pk"))))

    def review_due(self) -> Self:
        """Of articles somebody should read again."""
        return self.filter(article__review_on__lte=today())

    def behind(self) -> Self:
        """Translations whose source has moved on since."""
        source = self.model.objects.filter(article=OuterRef("article")).sources()
        return self.exclude(language=F("article__source_language")).filter(
            Q(based_on=None) | Q(based_on__number__lt=Subquery(source.values("live__number")[:1])),
            Exists(source.filter(live__isnull=False)),
        )

    def named(self) -> Self:
        """With `title`: the newest words the team gave it, "" while there are none."""
        newest = Revision.objects.filter(translation=OuterRef("pk")).order_by("-number").values("title")[:1]
        drafted = NullIf(F("draft__title"), Value(""))
        return self.annotate(title=Coalesce(drafted, F("live__title"), Subquery(newest), Value("")))

    def titled(self, words: str) -> Self:
        """Whose title, published or not, has `words` in it, or whose article has them as its id."""
        return self.named().filter(Q(title__icontains=words) | Q(article__public_id__iexact=words))

    def with_topic(self, language: str) -> Self:
        """With `topic`, the id of its category, and `topic_name`, as readers of `language` know it; "" without one."""
        order = Case(When(language=language, then=0), default=1)
        names = CategoryName.objects.filter(category=OuterRef("article__category")).order_by(order, "pk")
        topic = Coalesce("article__category__public_id", Value(""), output_field=models.CharField())
        name = Coalesce(Subquery(names.values("name")[:1]), topic, output_field=models.CharField())
        return self.annotate(topic=topic, topic_name=name)

    def for_listing(self) -> Self:
        """With what a list shows of them, in a few queries for all."""
        return (
            self.named()
            .annotate(has_findings=Exists(Finding.objects.filter(translation=OuterRef("pk"))))
            .annotate(is_edited=Exists(Draft.objects.filter(translation=OuterRef("pk"))))
            .select_related("article", "article__category", "article__owner")
            .prefetch_related("article__category__names", "article__translations")
        )

    def for_training(self) -> Self:
        """Published tutorials that only the team may read, with their words and who has worked through them."""
        kind, visibility = Article.Kind.TUTORIAL, Article.Visibility.INTERNAL
        found = self.published().filter(article__kind=kind, article__visibility=visibility)
        return found.select_related("article", "live").prefetch_related("article__readings").order_by("pk")

    def for_reading(self) -> Self:
        """With what a page shows of them, in one query."""
        return self.select_related("article", "article__category", "live").prefetch_related("article__category__names")
