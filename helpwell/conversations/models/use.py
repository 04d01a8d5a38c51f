"""An article or canned response that an agent put into a reply."""

from collections.abc import Iterable

from django.db import models

from helpwell.knowledge.models import Revision, Translation


class UseQuerySet(models.QuerySet["Use"]):
    def counts(self, translations: Iterable[int]) -> dict[int, int]:
        """How often each of these was sent."""
        rows = self.filter(translation__in=list(translations)).values_list("translation")
        return dict(rows.annotate(count=models.Count("pk")).order_by())

    def most_used(self, kind: str, language: str, limit: int) -> list[int]:
        """The translations of this kind of article that were sent most often in this language."""
        rows = self.filter(translation__article__kind=kind, translation__language=language).values_list("translation")
        return [pk for pk, _count in rows.annotate(count=models.Count("pk")).order_by("-count")[:limit]]


class Use(models.Model):
    """Ranks what agents are offered, and shows later whether it closed the conversation."""

    class Form(models.TextChoices):
        TEXT = "text"
        LINK = "link"

    message = models.ForeignKey("conversations.Message", on_delete=models.CASCADE, related_name="uses")
    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="uses")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    form = models.CharField(max_length=5, choices=Form)
    is_edited = models.BooleanField(default=False)  # whether the agent changed its words before sending
    at = models.DateTimeField(auto_now_add=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["translation", "-at"])]

    def __str__(self) -> str:
        return f"{self.translation_id} in {self.message_id}"
