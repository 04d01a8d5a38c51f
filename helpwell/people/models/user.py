"""Somebody who signs in."""

import zoneinfo
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpwell.base.models import Site
from helpwell.base.prepared import written_once
from helpwell.people.initials import initials_of
from helpwell.people.models.event import Event
from helpwell.people.models.user_queries import UserManager, UserQuerySet


class LastAdmin(Exception):
    """Without this admin, nobody could change settings and people any more."""


class User(AbstractBaseUser):
    """A person with a role. A member is a customer: she never sees the desk."""

    class Role(models.TextChoices):
        ADMIN = "admin", _("Admin")
        EDITOR = "editor", _("Editor")
        AGENT = "agent", _("Agent")
        TRAINEE = "trainee", _("Trainee")
        MEMBER = "member", _("Member")

    class Availability(models.TextChoices):
        AT_DESK = "at_desk", _("At the desk")
        AWAY = "away", _("Away for a moment")
        OFF = "off", _("Off duty")

    STAFF = (Role.ADMIN, Role.EDITOR, Role.AGENT, Role.TRAINEE)
    EDITORS = (Role.ADMIN, Role.EDITOR)

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=80, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    language = models.CharField(_("language"), max_length=10, blank=True)  # "": what the browser asks for
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)  # "": the site's
    availability = models.CharField(_("availability"), max_length=10, choices=Availability, default=Availability.OFF)
    capacity = models.PositiveSmallIntegerField(_("conversations at once"), default=20)
    wants_late_mails = models.BooleanField(default=True)  # is told by mail when a target is missed
    is_active = models.BooleanField(_("may sign in"), default=True)
    sees_first_steps = models.BooleanField(default=True, editable=False)  # until she puts the list away
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)  # each end makes older sessions worthless

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_admin(self) -> bool:
        """May change settings and people."""
        return self.role == self.Role.ADMIN

    @property
    def is_editor(self) -> bool:
        """May write and publish articles."""
        return self.role in self.EDITORS

    @property
    def is_staff(self) -> bool:
        """Works at the desk."""
        return self.is_active and self.role in self.STAFF

    @cached_property
    def is_in_a_team(self) -> bool:
        """Whether she answers together with others; asked several times for one page."""
        return bool(_in_a_team(self.pk))

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone she lives in; the site's unless she says otherwise."""
        return zoneinfo.ZoneInfo(self.time_zone) if self.time_zone else Site.current().zone

    @property
    def initials(self) -> str:
        """One or two letters for the round badge."""
        return initials_of(self.name or self.email)

    @property
    def is_last_admin(self) -> bool:
        """Whether nobody else could change settings and people."""
        return self.is_active and self.is_admin and not User.objects.admins().exclude(pk=self.pk).exists()

    @transaction.atomic
    def change_role(self, role: str, by: "User | None") -> None:
        """Give another role; it ends her sessions. The same role again changes nothing."""
        if self.role != role:
            self._must_not_be_last_admin()
            was, self.role = self.role, role
            self.sessions_ended += 1
            self.save(update_fields=["role", "sessions_ended"])
            Event.record("user.role_changed", self, by=by, was=was, now=role)

    @transaction.atomic
    def deactivate(self, by: "User | None") -> None:
        """No longer lets her sign in; what she wrote stays. Twice changes nothing."""
        if self.is_active:
            self._must_not_be_last_admin()
            self.is_active = False
            self.save(update_fields=["is_active"])
            Event.record("user.deactivated", self, by=by)

    @transaction.atomic
    def activate(self, by: "User | None") -> None:
        """Lets her sign in again."""
        if not self.is_active:
            self.is_active = True
            self.save(update_fields=["is_active"])
            Event.record("user.activated", self, by=by)

    @transaction.atomic
    def become(self, availability: str) -> bool:
        """At the desk, away or off duty from now on; False: she was that already."""
        if self.availability == availability:
            return False
        self.availability = availability
        self.save(update_fields=["availability"])
        Event.record("user.availability_changed", self, by=self, now=availability)
        return True

    @transaction.atomic
    def carry(self, capacity: int, by: "User | None") -> None:
        """Take at most so many conversations at once; 0: none by itself."""
        if self.capacity != capacity:
            was, self.capacity = self.capacity, capacity
            self.save(update_fields=["capacity"])
            Event.record("user.capacity_changed", self, by=by, was=was, now=capacity)

    def put_first_steps_away(self, away: bool = True) -> None:
        """No longer show her what a new help centre needs; or show it again."""
        self.sees_first_steps = not away
        self.save(update_fields=["sees_first_steps"])

    @transaction.atomic
    def end_sessions(self, by: "User | None") -> None:
        """Sign her out everywhere."""
        self.sessions_ended += 1
        self.save(update_fields=["sessions_ended"])
        Event.record("user.sessions_ended", self, by=by)

    def _must_not_be_last_admin(self) -> None:
        """Raises `LastAdmin`. The admins' rows are locked, so two who leave at once cannot both succeed."""
        list(User.objects.admins().select_for_update().values_list("pk", flat=True))
        if self.is_last_admin:
            raise LastAdmin

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session is worth something as long as neither password nor `sessions_ended` changed."""
        words = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("helpwell.people.session", words, secret=secret, algorithm="sha256").hexdigest()


@written_once
def _in_a_team(pk: int) -> UserQuerySet:
    found: UserQuerySet = User.objects.filter(pk=pk, teams__isnull=False)
    return found[:1]
