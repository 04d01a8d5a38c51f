"""Customers' words for the company's words."""

from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.people.models import Event, User


class SynonymQuerySet(models.QuerySet["Synonym"]):
    def active(self) -> Self:
        """Those that take part in every search."""
        return self.filter(status=Synonym.Status.ACTIVE)

    def proposed(self) -> Self:
        """Those that wait for an editor's word."""
        return self.filter(status=Synonym.Status.PROPOSED).order_by("-changed_at", "pk")

    def refused(self) -> Self:
        """Those an editor did not want."""
        return self.filter(status=Synonym.Status.REFUSED)


class Synonym(models.Model):
    """Whoever types `word` is shown what `meaning` finds as well."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("In use")
        PROPOSED = "proposed", _("Proposed")
        REFUSED = "refused", _("Refused")

    language = models.CharField(_("language"), max_length=10)
    word = models.CharField(_("customers say"), max_length=80)
    meaning = models.CharField(_("we say"), max_length=80)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ACTIVE)
    evidence = models.CharField(_("why"), max_length=300, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("synonym")
        ordering = ["language", "word", "meaning"]
        constraints = [models.UniqueConstraint(fields=["language", "word", "meaning"], name="synonym_once")]

    def __str__(self) -> str:
        return f"{self.word} → {self.meaning}"

    @classmethod
    @transaction.atomic
    def put_in_use(cls, language: str, word: str, meaning: str, by: User | None) -> "Synonym":
        """Use this pair from now on, whatever was thought of it before."""
        synonym, is_new = cls.objects.get_or_create(language=language, word=word, meaning=meaning)
        if is_new:
            Event.record("synonym.moved", synonym, by=by, status=synonym.status)
        synonym.move_to(cls.Status.ACTIVE, by)
        return synonym

    @classmethod
    @transaction.atomic
    def propose(cls, language: str, word: str, meaning: str, evidence: str) -> bool:
        """Ask an editor about this pair, or tell her more about one that waits; refused ones stay refused."""
        synonym, is_new = cls.objects.get_or_create(
            language=language, word=word, meaning=meaning,
            defaults={"status": cls.Status.PROPOSED, "evidence": evidence},
        )  # fmt: skip
        if synonym.status == cls.Status.PROPOSED and synonym.evidence != evidence:
            synonym.evidence = evidence
            synonym.save(update_fields=["evidence"])
        return is_new

    @transaction.atomic
    def move_to(self, status: str, by: User | None) -> None:
        """Use it, or refuse it. The same status again changes nothing."""
        if self.status != status:
            self.status, self.changed_by, self.changed_at = status, by, timezone.now()
            self.save(update_fields=["status", "changed_by", "changed_at"])
            Event.record("synonym.moved", self, by=by, status=status)
