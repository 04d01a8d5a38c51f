"""A word agents put on conversations to find them again."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class TagQuerySet(models.QuerySet["Tag"]):
    def named(self, name: str) -> "Tag":
        """The tag of this name, whatever its capitals; a new one when there is none."""
        name = " ".join(name.split())[:40]
        return self.filter(name__iexact=name).first() or self.create(name=name)


class Tag(models.Model):
    """Tags exist once per name."""

    name = models.CharField(_("name"), max_length=40)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        ordering = ("name",)
        constraints: ClassVar = [models.UniqueConstraint(Lower("name"), name="tag_name_once")]

    def __str__(self) -> str:
        return self.name
