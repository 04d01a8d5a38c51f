"""What one run of a macro changed, so that all of it can be taken back at once."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from helpwell.automation.models.macro import Macro
from helpwell.people.models import User

UNDO_WITHIN = timedelta(hours=1)  # later, others have gone on from what it did


class MacroRunQuerySet(models.QuerySet["MacroRun"]):
    def to_take_back(self, by: User) -> Self:
        """Her own of lately that were not taken back yet."""
        return self.filter(by=by, at__gte=timezone.now() - UNDO_WITHIN, taken_back_at=None)


class MacroRun(models.Model):
    """Once per press, on one conversation or on many."""

    macro = models.ForeignKey(Macro, on_delete=models.CASCADE, related_name="runs")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    changes = models.JSONField(default=dict)  # by conversation: {"team": [before, after], …}
    taken_back_at = models.DateTimeField(null=True)  # null: it stands

    objects = MacroRunQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.macro_id} {self.at:%Y-%m-%d}"

    def mark_taken_back(self) -> None:
        """All of it was undone."""
        self.taken_back_at = timezone.now()
        self.save(update_fields=["taken_back_at"])
