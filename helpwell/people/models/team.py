"""Agents who answer together."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from helpwell.people.models.user import User


class TeamQuerySet(models.QuerySet["Team"]):
    def of(self, user: User) -> Self:
        """Those she belongs to."""
        return self.filter(members=user)


class Team(models.Model):
    """A group of agents. What a private team works on is for its members and the admins."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="teams", verbose_name=_("members"))
    is_private = models.BooleanField(_("only its members see its conversations"), default=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
