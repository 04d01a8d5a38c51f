"""The trail that tells upper rooms which articles to read again."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from helpwell.knowledge.models.article import Article


KEPT_FOR = timedelta(days=2)


class ChangeQuerySet(models.QuerySet["Change"]):
    def since(self, moment: datetime) -> Self:
        """Noted at or after `moment`, oldest first."""
        return self.filter(at__gte=moment).order_by("pk")

    def forget_old(self) -> None:
        """Drop what every process has long taken in; one that was away longer builds its index anew."""
        self.filter(at__lt=timezone.now() - KEPT_FOR).delete()


class Change(models.Model):
    """An article is no longer what it was. Written in the same transaction as the change itself."""

    article_id = models.BigIntegerField()  # no foreign key: the article may be gone
    public_id = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = ChangeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.public_id} {self.at:%c}"

    @classmethod
    def note(cls, article: "Article") -> None:
        """Leave word that this article changed."""
        cls.objects.create(article_id=article.pk, public_id=article.public_id)
