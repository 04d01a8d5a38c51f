"""What an article said at one time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.knowledge.html import clean, plain_text

if TYPE_CHECKING:
    from helpwell.knowledge.models.translation import Translation


@dataclass(frozen=True)
class Content:
    """The words of an article: title and summary are plain text, body is safe HTML."""

    title: str
    summary: str
    body: str

    @property
    def is_whole(self) -> bool:
        """Whether there is enough of it to show to a reader: a title and some words or a picture."""
        return bool(self.title.strip() and (self.summary.strip() or plain_text(self.body) or "<img" in self.body))

    def as_kept(self) -> "Content":
        """The same words as they are kept: safe, without blanks around them, a title of bearable length."""
        return Content(self.title.strip()[:200], self.summary.strip(), clean(self.body))


class RevisionQuerySet(models.QuerySet["Revision"]):
    def in_line(self) -> Self:
        """Without the words that were put aside when two wrote at the same time."""
        return self.exclude(origin=Revision.ASIDE)

    def for_history(self) -> Self:
        """With their authors, without their long texts."""
        return self.select_related("author").defer("body", "text", "summary")


class Revision(models.Model):
    """An immutable state of a translation; numbers count up from 1."""

    ASIDE = "aside"  # origin of words that somebody did not go on with

    translation = models.ForeignKey("knowledge.Translation", on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("short answer"), blank=True)
    body = models.TextField(_("text"), blank=True)
    text = models.TextField(blank=True, editable=False)  # summary and body as plain text, for search
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    origin = models.CharField(max_length=20, default="editor")  # editor, import, aside, or "restored from n"
    created_at = models.DateTimeField(default=timezone.now)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["translation", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def content(self) -> Content:
        """Its words."""
        return Content(self.title, self.summary, self.body)

    @classmethod
    def add(cls, translation: "Translation", content: Content, author_id: int | None, origin: str) -> "Revision":
        """The next revision. Call it with the translation's row locked."""
        last = translation.revisions.aggregate(models.Max("number"))["number__max"] or 0
        revision = cls.saying(content, translation=translation, number=last + 1, author_id=author_id, origin=origin)
        revision.save()
        return revision

    @classmethod
    def saying(cls, content: Content, **values: Any) -> "Revision":
        """One with these words and what follows from them, not stored yet."""
        text = "\n\n".join(filter(None, [content.summary, plain_text(content.body)]))
        return cls(title=content.title, summary=content.summary, body=content.body, text=text, **values)
