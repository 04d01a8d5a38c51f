"""Whether an article helped somebody, and what was done about it when it did not."""

from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.knowledge.models.revision import Revision
from helpwell.knowledge.models.translation import Translation
from helpwell.people.models import Event, User, Visitor


class VoteQuerySet(models.QuerySet["Vote"]):
    def to_review(self) -> Self:
        """Negative ones nobody has dealt with, newest first."""
        return self.filter(helpful=False, status=Vote.Status.OPEN).order_by("-created_at")

    def settled(self) -> Self:
        """Negative ones somebody dealt with, the latest first."""
        return self.filter(helpful=False).exclude(status=Vote.Status.OPEN).order_by("-handled_at")

    def with_article(self) -> Self:
        """With what a list shows of them, in one query."""
        return self.select_related("translation__article", "translation__live", "revision", "assignee")


class Vote(models.Model):
    """One visitor's word on one translation; a second vote replaces the first."""

    class Reason(models.TextChoices):
        NOT_ANSWERED = "not_answered", _("It does not answer my question")
        UNCLEAR = "unclear", _("It is hard to understand")
        DID_NOT_WORK = "did_not_work", _("I tried it and it did not work")
        OUTDATED = "outdated", _("It is out of date")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        CHANGED = "changed", _("Article changed")
        REJECTED = "rejected", _("No change needed")

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="votes")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="votes")
    helpful = models.BooleanField()
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    comment = models.TextField(_("comment"), blank=True, max_length=2000)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        constraints = [models.UniqueConstraint(fields=["translation", "visitor"], name="vote_once")]
        indexes = [models.Index(fields=["helpful", "status", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.translation_id} {'+' if self.helpful else '-'}"

    @classmethod
    def cast(
        cls, translation: Translation, visitor: Visitor, *, helpful: bool, reason: str = "", comment: str = ""
    ) -> "Vote":
        """Count this visitor's vote, once; her newest word stands and is open again."""
        vote, _created = cls.objects.update_or_create(
            translation=translation,
            visitor=visitor,
            defaults={
                "helpful": helpful,
                "reason": "" if helpful else reason,
                "comment": "" if helpful else comment[:2000],
                "revision": translation.live,
                "status": cls.Status.OPEN,
                "handled_at": None,
            },
        )
        return vote

    @transaction.atomic
    def settle(self, status: str, by: User) -> None:
        """Close it as `changed` or `rejected`, or open it again. The same status again changes nothing."""
        if self.status != status:
            self.status, self.assignee = status, self.assignee or by
            self.handled_at = None if status == self.Status.OPEN else timezone.now()
            self.save(update_fields=["status", "assignee", "handled_at"])
            Event.record("vote.settled", self, by=by, status=status)

    @transaction.atomic
    def assign(self, assignee: User | None, by: User) -> None:
        """Let somebody see to it, or nobody in particular. The same person again changes nothing."""
        if self.assignee != assignee:
            self.assignee = assignee
            self.save(update_fields=["assignee"])
            Event.record("vote.assigned", self, by=by, assignee=assignee and assignee.pk)

    @transaction.atomic
    def forget_visitor(self) -> None:
        """Keep the vote, but no longer what she wrote, nor that it was she."""
        self.comment, self.visitor = "", Visitor.objects.create()
        self.save(update_fields=["comment", "visitor"])
