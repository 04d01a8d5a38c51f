"""Somebody on the help centre whom we know only by a random number."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visitor(models.Model):
    """A browser that asked or voted. No address, no name; the id is the first-party cookie's value."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("visitor")

    def __str__(self) -> str:
        return str(self.pk)
