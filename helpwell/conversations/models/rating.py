"""What a customer said about how she was helped."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone


@dataclass(frozen=True)
class Share:
    """How many were helped, of those who said."""

    helped: int
    said: int


class RatingQuerySet(models.QuerySet["Rating"]):
    def share_since(self, since: datetime) -> Share:
        """Of the conversations that were rated since then."""
        found = self.filter(at__gte=since).aggregate(
            said=models.Count("pk"), helped=models.Count("pk", filter=models.Q(helpful=True))
        )
        return Share(found["helped"], found["said"])


class Rating(models.Model):
    """Her last word on a conversation; what she said before is in its events."""

    conversation = models.OneToOneField(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="rating"
    )  # one each, so that nobody counts twice
    helpful = models.BooleanField()
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # who held it then; null: nobody
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = RatingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.helpful}"
