"""A file that came or left with a message."""

import uuid
from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _


def stored_name(attachment: "Attachment", name: str) -> str:
    """A random path that tells nothing; the ending follows the checked type."""
    key = attachment.public_id.hex
    return f"conversations/{key[:2]}/{key}{PurePosixPath(name).suffix.lower()}"


class Attachment(models.Model):
    """Who may read its message may read it, and nobody else."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message = models.ForeignKey("conversations.Message", on_delete=models.CASCADE, related_name="files")
    file = models.FileField(upload_to=stored_name, max_length=200)
    name = models.CharField(_("name"), max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes
    width = models.PositiveIntegerField(null=True)  # pixels; null: not a picture
    height = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("attachment")

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether a browser can show it."""
        return self.width is not None
