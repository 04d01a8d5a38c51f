"""An editor's word on a question that people confirmed."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.knowledge.models import Article
from helpwell.people.models import Event, User


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def refused(self) -> Self:
        """Those from which nothing is learned."""
        return self.filter(is_refused=True)

    def given_since(self, moment: datetime) -> bool:
        """Whether an editor has changed her mind about anything since then."""
        return self.filter(changed_at__gte=moment).exists()


class Verdict(models.Model):
    """Whether a wording may teach that an article answers it. Without a verdict it may."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="verdicts")
    text = models.CharField(_("question"), max_length=500)
    is_refused = models.BooleanField(default=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict")
        constraints = [models.UniqueConstraint(fields=["article", "text"], name="verdict_once")]

    def __str__(self) -> str:
        return self.text

    @classmethod
    @transaction.atomic
    def give(cls, article: Article, text: str, by: User | None, *, refuse: bool) -> None:
        """Refuse a wording, or let it teach again. The same word again changes nothing."""
        verdict, is_new = cls.objects.get_or_create(
            article=article, text=text, defaults={"is_refused": refuse, "changed_by": by}
        )
        if is_new or verdict.is_refused != refuse:
            verdict.is_refused, verdict.changed_by, verdict.changed_at = refuse, by, timezone.now()
            verdict.save(update_fields=["is_refused", "changed_by", "changed_at"])
            Event.record("verdict.given", article, by=by, verdict=verdict.pk, refused=refuse)
