"""Who did what, on which subject: the history and audit log of every room."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from helpwell.people.models.user import User


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, *subjects: models.Model) -> Self:
        """What happened to these, newest first."""
        return self.named(*map(subject_name, subjects))

    def named(self, *names: str) -> Self:
        """The same for those that events name so."""
        return self.filter(subject__in=names).select_related("by").order_by("-at", "-pk")


class Event(models.Model):
    """One thing that happened. Rows are only ever added."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: the system
    kind = models.CharField(max_length=60)  # "article.published"
    subject = models.CharField(max_length=80)  # "knowledge.translation:12"
    data = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        indexes = [models.Index(fields=["subject", "-at"]), models.Index(fields=["-at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @classmethod
    def record(cls, kind: str, subject: models.Model, *, by: "User | None", **data: Any) -> "Event":
        """Note that `by` (None: the system) did `kind` to `subject`; `data` is kept as JSON."""
        return cls.objects.create(kind=kind, subject=subject_name(subject), by=by, data=data)


def subject_name(subject: models.Model) -> str:
    """How events name a thing: `knowledge.translation:12`."""
    return f"{subject._meta.label_lower}:{subject.pk}"
