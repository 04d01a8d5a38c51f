"""Everything in one file, made while nobody has to wait for it, and kept for a few days."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.core.files import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.knowledge.models.move import Move, waits
from helpwell.knowledge.waiting import hurry
from helpwell.people.models import Event, User

KEPT_FOR = timedelta(days=3)
SIGN_OF_LIFE = timedelta(seconds=1)  # how often its progress is written down


class ExportQuerySet(models.QuerySet["Export"]):
    def waiting(self) -> Self:
        """Nobody works on them. The oldest first."""
        return self.filter(waits()).order_by("pk")

    def unfinished(self) -> Self:
        """Those that somebody will have."""
        return self.filter(state__in=[Move.State.WAITING, Move.State.RUNNING])

    def kept(self) -> Self:
        """Those that can be fetched."""
        return self.filter(state=Move.State.DONE, finished_at__gt=timezone.now() - KEPT_FOR).exclude(file="")

    def forget_old(self) -> None:
        """Delete the files whose time is over."""
        for export in self.exclude(file="").filter(finished_at__lt=timezone.now() - KEPT_FOR):
            export.forget_file()


class Export(Move):
    """One zip of everything, for admins."""

    file = models.FileField(upload_to="exports/", blank=True, max_length=200)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"

    @property
    def expires_at(self) -> datetime | None:
        """Until when it can be fetched."""
        return self.finished_at + KEPT_FOR if self.finished_at else None

    @property
    def is_kept(self) -> bool:
        """Whether its file is there; a restored backup knows exports but holds none."""
        is_late = self.expires_at is None or self.expires_at < timezone.now()
        return bool(self.file) and not is_late and self.file.storage.exists(str(self.file))

    @classmethod
    @transaction.atomic
    def request(cls, by: User) -> "Export":
        """A new one, or the one that is being made already."""
        export = cls.objects.unfinished().last() or cls.objects.create(by=by)
        transaction.on_commit(hurry)
        return export

    def step(self) -> None:
        """One more thing is done."""
        self.done += 1
        if timezone.now() - self.alive_at > SIGN_OF_LIFE:
            self.alive_at = timezone.now()
            self.save(update_fields=["done", "alive_at"])

    def finish(self, made: "File[bytes]") -> None:
        """Here it is. Earlier ones are no longer kept."""
        self.file.save(f"{uuid.uuid4().hex}.zip", made, save=False)
        self.state, self.problem, self.finished_at = self.State.DONE, "", timezone.now()
        self.save(update_fields=["file", "state", "problem", "finished_at"])
        Event.record("export.made", self, by=self.by)
        for earlier in Export.objects.exclude(file="").exclude(pk=self.pk):
            earlier.forget_file()

    def fail(self, problem: str) -> None:
        """It could not be made, and why."""
        self.state, self.problem, self.finished_at = self.State.FAILED, problem, timezone.now()
        self.save(update_fields=["state", "problem", "finished_at"])

    def forget_file(self) -> None:
        """Nobody can fetch it any more."""
        self.file.delete(save=False)
        self.save(update_fields=["file"])
