"""Who of the team has worked through which tutorial, and in which words (H13)."""

from typing import Self

from django.db import models

from helpwell.knowledge.models.revision import Revision
from helpwell.people.models import User


class ArticleReadingQuerySet(models.QuerySet["ArticleReading"]):
    def current(self) -> Self:
        """Those of words that still stand there."""
        return self.filter(article__translations__live=models.F("revision"))


class ArticleReading(models.Model):
    """She has worked through it; once it says something else, she has to look again."""

    article = models.ForeignKey("knowledge.Article", on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # what it said then; null: nobody knows any more
    at = models.DateTimeField(auto_now=True)

    objects = ArticleReadingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="article_reading_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.article_id}"
