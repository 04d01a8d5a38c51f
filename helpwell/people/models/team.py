"""Agents who answer together."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from helpwell.people.models.event import Event
from helpwell.people.models.user import User


class TeamQuerySet(models.QuerySet["Team"]):
    def of(self, user: User) -> Self:
        """Those she belongs to."""
        return self.filter(members=user)

    def without_members(self) -> Self:
        """Those in which nobody who works at the desk would see what comes."""
        return self.exclude(members__in=User.objects.staff())

    def with_members(self) -> Self:
        """With who belongs to them."""
        return self.prefetch_related(models.Prefetch("members", User.objects.staff().by_name()))


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

    @transaction.atomic
    def change(self, by: User | None, name: str, is_private: bool, members: Iterable[User]) -> None:
        """What it is called, who sees its conversations and who belongs to it; saves it when it is new."""
        kind = "changed" if self.pk else "formed"
        self.name, self.is_private = name, is_private
        self.save()
        self.members.set(members)
        Event.record(f"team.{kind}", self, by=by, private=is_private, members=[user.pk for user in self.members.all()])

    @transaction.atomic
    def dissolve(self, by: User | None, heir: int | None = None) -> None:
        """It is no more; `heir` is the team that takes over, None: everybody."""
        Event.record("team.dissolved", self, by=by, name=self.name, heir=heir)
        self.delete()
