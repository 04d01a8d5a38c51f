"""How far somebody has read a conversation."""

from django.conf import settings
from django.db import models

from helpwell.base.storing import store_over
from helpwell.people.models import User


class ReadingQuerySet(models.QuerySet["Reading"]):
    def note(self, conversation: int, user: User, number: int) -> None:
        """She has read as far as that."""
        store_over(self.model(conversation_id=conversation, user=user, number=number), "conversation", "user")


class Reading(models.Model):
    """One agent's place in one conversation: everything up to message `number` is read."""

    conversation = models.ForeignKey("conversations.Conversation", on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="readings")
    number = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "user"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.conversation_id}/{self.number}"
