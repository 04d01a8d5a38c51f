"""An import, how far it has come, and what became of each of its rows."""

import uuid
from pathlib import PurePosixPath
from typing import Self

from django.core.files import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.knowledge.models.move import Move, waits
from helpwell.knowledge.waiting import hurry
from helpwell.people.models import User


class ImportQuerySet(models.QuerySet["Import"]):
    def waiting(self) -> Self:
        """Uploaded ones nobody works on. The oldest first."""
        return self.filter(waits()).exclude(file="").order_by("pk")

    def recent(self) -> Self:
        """The newest first."""
        return self.select_related("by").order_by("-pk")


class Import(Move):
    """One file or folder brought in; its steps are rows. `file` is empty when it was read where it lay."""

    name = models.CharField(_("file"), max_length=200)
    file = models.FileField(upload_to="imports/", blank=True, max_length=200)
    language = models.CharField(_("language"), max_length=10, blank=True)  # of rows that name none; "": refuse them
    remarks = models.JSONField(default=list)  # sentences about the whole: languages added, pictures missing
    is_first = models.BooleanField(null=True)  # whether the house had no articles yet; null: not begun
    taken = models.JSONField(default=dict)  # of files that may come in only once: how many entries are in

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def receive(cls, file: "File[bytes]", name: str, language: str, by: User) -> "Import":
        """Keep an upload; it is brought in as soon as it is stored."""
        task = cls(name=name[:200], language=language, by=by)
        task.file.save(f"{uuid.uuid4().hex}{PurePosixPath(name).suffix[:12]}", file, save=False)
        task.save()
        transaction.on_commit(hurry)
        return task

    def claim(self) -> bool:
        """Take it on; False when another process already has. What an earlier one began is reported anew."""
        is_mine = super().claim()
        if is_mine:
            self.rows.all().delete()
        return is_mine

    def begin(self, *, is_first: bool) -> None:
        """Remember into what kind of house it comes; when it is taken up again, that is known already."""
        if self.is_first is None:
            self.is_first = is_first
            self.save(update_fields=["is_first"])

    def take(self, name: str, count: int) -> None:
        """So many more entries of this file are in; call it in the transaction that writes them."""
        self.taken = {**self.taken, name: self.taken.get(name, 0) + count}
        self.alive_at = timezone.now()
        self.save(update_fields=["taken", "alive_at"])

    def advance(self, rows: list["ImportRow"]) -> None:
        """Report what became of the next rows."""
        for row in rows:
            row.brought_by = self
        ImportRow.objects.bulk_create(rows)
        self.done += len(rows)
        self.alive_at = timezone.now()
        self.save(update_fields=["done", "alive_at"])

    def remark(self, sentence: str) -> None:
        """Say something about the whole, once."""
        if sentence not in self.remarks:
            self.remarks = [*self.remarks, sentence]
            self.save(update_fields=["remarks"])

    def finish(self, problem: str = "") -> None:
        """It is over: done, or `problem` says why the file could not be read. The upload is no longer needed."""
        self.state = self.State.FAILED if problem else self.State.DONE
        self.problem, self.finished_at = problem, timezone.now()
        if self.file:
            self.file.delete(save=False)
        self.save(update_fields=["state", "problem", "finished_at", "file"])

    def tally(self) -> dict[str, int]:
        """How many rows ended how; results nobody got are 0."""
        counted = dict(self.rows.values_list("result").annotate(models.Count("pk")))
        return {result: counted.get(result, 0) for result in ImportRow.Result.values}

    def counts(self) -> list[tuple[str, int]]:
        """The results there are, in words, and how many rows got each."""
        return [(str(ImportRow.Result(result).label), count) for result, count in self.tally().items() if count]


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def troubled(self) -> Self:
        """Those somebody should look at."""
        fine = [ImportRow.Result.CREATED, ImportRow.Result.UPDATED, ImportRow.Result.UNCHANGED]
        return self.exclude(result__in=fine, note="")

    def left_out(self) -> Self:
        """Those whose words are not in the knowledge base."""
        return self.filter(result__in=[ImportRow.Result.REFUSED, ImportRow.Result.REPEATED])


class ImportRow(models.Model):
    """What became of one row."""

    class Result(models.TextChoices):
        CREATED = "created", _("new")
        UPDATED = "updated", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        DRAFT = "draft", _("draft")
        REPEATED = "repeated", _("repeated")
        REFUSED = "refused", _("refused")

    brought_by = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    place = models.CharField(_("where"), max_length=300)  # "line 7" or a path
    public_id = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=200, blank=True)
    result = models.CharField(_("result"), max_length=10, choices=Result)
    note = models.TextField(_("note"), blank=True)  # why, or what was mended
    raw = models.TextField(blank=True)  # the row itself as JSON, when its words were left out

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["brought_by", "result"])]

    def __str__(self) -> str:
        return f"{self.place}: {self.result}"
