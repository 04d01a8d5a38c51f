"""An article or canned response that an agent put into a reply."""

from django.db import models

from helpwell.knowledge.models import Revision, Translation


class Use(models.Model):
    """Ranks what agents are offered, and shows later whether it closed the conversation."""

    class Form(models.TextChoices):
        TEXT = "text"
        LINK = "link"

    message = models.ForeignKey("conversations.Message", on_delete=models.CASCADE, related_name="uses")
    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="uses")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    form = models.CharField(max_length=5, choices=Form)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["translation", "-at"])]

    def __str__(self) -> str:
        return f"{self.translation_id} in {self.message_id}"
