"""A picture or file that belongs to an article."""

import uuid
from collections.abc import Iterable
from functools import partial
from pathlib import PurePosixPath
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.knowledge.models.article import Article
from helpwell.people.models import Event, User


def stored_name(attachment: "Attachment", name: str) -> str:
    """A random path that tells nothing and cannot be guessed; the ending follows the checked type."""
    key = attachment.public_id.hex
    return f"attachments/{key[:2]}/{key}{PurePosixPath(name).suffix.lower()}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def readable(self, audiences: Iterable[str]) -> Self:
        """Those of articles that somebody who is in `audiences` may read; only the team sees unpublished ones."""
        readable = self.filter(article__visibility__in=list(audiences)).select_related("article")
        if Article.Visibility.INTERNAL in audiences:
            return readable
        return readable.filter(article__translations__status="published").distinct()


class Attachment(models.Model):
    """The file itself lies under a random name; readers need the right to read its article."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to=stored_name, max_length=200)
    name = models.CharField(_("name"), max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes
    width = models.PositiveIntegerField(null=True)  # pixels; null: not a picture
    height = models.PositiveIntegerField(null=True)
    alt = models.CharField(_("what it shows"), max_length=300, blank=True)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether a browser can show it in the text."""
        return self.width is not None

    @property
    def is_recording(self) -> bool:
        """Whether a browser can play it in the text: a video or a sound."""
        return self.content_type.startswith(("video/", "audio/"))

    @property
    def url(self) -> str:
        """Its address; stays the same for ever."""
        return f"/files/{self.public_id}/{self.name}"

    def describe(self, alt: str, by: User | None) -> None:
        """Say what the picture shows, for those who cannot see it."""
        if self.alt != alt[:300].strip():
            self.alt = alt[:300].strip()
            self.save(update_fields=["alt"])
            Event.record("attachment.described", self, by=by)

    @transaction.atomic
    def remove(self, by: User | None) -> None:
        """Delete the file for good. Texts that show it show nothing in its place."""
        Event.record("attachment.deleted", self.article, by=by, name=self.name)
        transaction.on_commit(partial(self.file.storage.delete, str(self.file)))
        self.delete()
