"""Somebody on the help centre whom we know only by a random number."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from helpwell.base.storing import store

if TYPE_CHECKING:
    from helpwell.people.models.contact import Contact


class Visitor(models.Model):
    """A browser that asked or voted. No address, no name; the id is the first-party cookie's value."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(
        "people.Contact", null=True, on_delete=models.SET_NULL, related_name="visitors"
    )  # null: has not written to us
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("visitor")

    def __str__(self) -> str:
        return str(self.pk)

    def belong_to(self, contact: "Contact") -> None:
        """Whoever writes from this browser from now on is this contact, unless she writes another address."""
        store(self, contact=contact)
