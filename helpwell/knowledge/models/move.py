"""What an import and an export have in common: they wait, run for a while, and are over."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STRANDED_AFTER = timedelta(seconds=60)  # without a sign of life, its process is gone


def waits() -> models.Q:
    """Nobody works on it: it is new, or left by a process that died."""
    left = models.Q(state=Move.State.RUNNING, alive_at__lt=timezone.now() - STRANDED_AFTER)
    return left | models.Q(state=Move.State.WAITING)


class Move(models.Model):
    """A long piece of work that a person asked for and some process does."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)  # steps
    done = models.PositiveIntegerField(default=0)  # steps
    problem = models.TextField(blank=True)  # why it failed
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    alive_at = models.DateTimeField(default=timezone.now)  # last sign of life
    finished_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in {self.State.DONE, self.State.FAILED}

    @property
    def percent(self) -> int:
        """How much is done, 0..100."""
        return min(100 * self.done // self.total, 100) if self.total else 0

    def claim(self) -> bool:
        """Take it on, from its beginning; False when another process already has."""
        mine = type(self)._default_manager.filter(waits(), pk=self.pk)
        if not mine.update(state=self.State.RUNNING, alive_at=timezone.now(), done=0):
            return False
        self.refresh_from_db()
        return True

    def expect(self, total: int) -> Self:
        """So many steps will come."""
        self.total, self.alive_at = total, timezone.now()
        self.save(update_fields=["total", "alive_at"])
        return self
