"""One configured door: the contact form on a page, the chat of a shop, support@."""

import secrets
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from helpwell.people.models import BusinessHours, Event, Team, User


def new_key() -> str:
    """The part of a public address that names an inbox."""
    return secrets.token_hex(6)


class InboxQuerySet(models.QuerySet["Inbox"]):
    def active(self) -> "InboxQuerySet":
        """Those that take messages."""
        return self.filter(is_active=True)

    def first_of(self, channel: str) -> "Inbox":
        """The oldest active inbox of a channel; made when there is none, so that a person can always be reached."""
        found = self.active().filter(channel=channel).order_by("pk").first()
        return found or self.create(channel=channel, name=str(Inbox.Channel(channel).label))


class Inbox(models.Model):
    """A door of one kind, with the team behind it and what its channel lets an admin set."""

    class Channel(models.TextChoices):
        CONTACT_FORM = "contact_form", _("Contact form")
        CHAT = "chat", _("Chat")
        EMAIL = "email", _("E-mail")

    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    name = models.CharField(_("name"), max_length=60)
    key = models.CharField(max_length=20, unique=True, default=new_key, editable=False)
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="inboxes", verbose_name=_("team")
    )  # null: everybody
    hours = models.ForeignKey(
        BusinessHours,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="inboxes",
        verbose_name=_("business hours"),
    )  # null: the usual ones
    origins = models.JSONField(_("websites that may show it"), default=list, blank=True)  # ["https://shop.example"]
    options = models.JSONField(default=dict, blank=True)  # what its channel lets an admin set
    is_active = models.BooleanField(_("takes messages"), default=True)

    objects = InboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("inbox")
        verbose_name_plural = _("inboxes")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return str(self.name)

    @property
    def has_assistant(self) -> bool:
        """Whether the bot answers here before people do; in the chat unless an admin switched it off."""
        return bool(self.options.get("assistant", self.channel == self.Channel.CHAT))

    @property
    def has_people(self) -> bool:
        """Whether customers are offered to write to a person here, unless an admin switched it off."""
        return self.options.get("people", True) is not False

    @property
    def shows_presence(self) -> bool:
        """Whether customer and agent see that the other is writing, and what was read; an admin may switch it off."""
        return bool(self.options.get("presence", self.channel == self.Channel.CHAT))

    @property
    def kept_hours(self) -> BusinessHours | None:
        """Its own business hours, else the company's usual ones; None: nobody has promised any."""
        return self.hours or BusinessHours.objects.usual()

    @transaction.atomic
    def open(self, by: User | None) -> None:
        """A new door."""
        self.save()
        Event.record("inbox.opened", self, by=by, channel=self.channel)

    @transaction.atomic
    def change(self, by: User | None, **values: Any) -> None:
        """Set the named fields."""
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
        Event.record("inbox.changed", self, by=by, fields=sorted(values))
