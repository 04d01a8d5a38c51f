"""One walk through a flow: how far a customer came, and how it ended."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.conversations.models import Conversation


class RunQuerySet(models.QuerySet["Run"]):
    def gone(self, before: datetime) -> Self:
        """She left it, or has said nothing since."""
        silent = models.Q(state=Run.State.UNDER_WAY, moved_at__lt=before)
        return self.filter(silent | models.Q(state=Run.State.LEFT))


class Run(models.Model):
    """Of one conversation."""

    class State(models.TextChoices):
        UNDER_WAY = "under_way", _("under way")
        ENDED = "ended", _("ended")
        HANDED_OVER = "handed_over", _("handed over")
        LEFT = "left", _("left")

    flow = models.ForeignKey("automation.Flow", on_delete=models.CASCADE, related_name="runs")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="flow_runs")
    version = models.PositiveIntegerField()  # of the flow, when she began
    state = models.CharField(max_length=12, choices=State, default=State.UNDER_WAY)
    step = models.CharField(max_length=20, blank=True)  # where she stands, or stood last
    begun_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("walk")
        indexes = [models.Index(fields=["flow", "state"])]

    def __str__(self) -> str:
        return f"{self.flow_id}: {self.conversation_id}"

    def move(self, step: str) -> None:
        """She stands there now."""
        self.step, self.moved_at = step, timezone.now()
        self.save(update_fields=["step", "moved_at"])

    def end(self, state: str) -> None:
        """It is over; where she stood last is kept."""
        self.state, self.moved_at = state, timezone.now()
        self.save(update_fields=["state", "moved_at"])
