"""Something customers ask again and again that no article answers."""

from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.people.models import Event, User


class GapQuerySet(models.QuerySet["Gap"]):
    def open(self) -> Self:
        """Nobody has dealt with them."""
        return self.filter(status=Gap.Status.OPEN)

    def ranked(self) -> Self:
        """The most asked first."""
        return self.annotate(
            question_count=models.Count("questions"), last_asked_at=models.Max("questions__asked_at")
        ).order_by("-question_count", "-last_asked_at")


class Gap(models.Model):
    """Unanswered questions that mean the same, under the wording that stands for them."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        DISMISSED = "dismissed", _("Not for us")

    text = models.CharField(max_length=500)
    language = models.CharField(max_length=10)
    key = models.CharField(max_length=500)  # the meaning-bearing stems, sorted; what groups questions
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = GapQuerySet.as_manager()

    class Meta:
        verbose_name = _("gap")
        indexes = [models.Index(fields=["status", "language"])]

    def __str__(self) -> str:
        return self.text

    @transaction.atomic
    def settle(self, status: str, by: User | None) -> None:
        """Answered, dismissed or open again. The same status again changes nothing."""
        if self.status != status:
            self.status, self.settled_by, self.settled_at = status, by, timezone.now()
            self.save(update_fields=["status", "settled_by", "settled_at"])
            Event.record("gap.settled", self, by=by, status=status)
