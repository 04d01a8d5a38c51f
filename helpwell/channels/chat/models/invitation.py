"""When the widget speaks up by itself on a website, and how often that was welcome."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from helpwell.automation.flow_steps import in_language
from helpwell.automation.walking import fits
from helpwell.conversations.models import Inbox
from helpwell.people.models import Event, User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def switched_on(self) -> Self:
        """Those that may be shown at all."""
        return self.filter(is_on=True, inbox__is_active=True, inbox__channel=Inbox.Channel.CHAT)

    def for_page(self, inbox: Inbox, address: str) -> "list[Invitation]":
        """Those that may be shown on this page, in their order."""
        return [one for one in self.switched_on().filter(inbox=inbox) if fits(one.pages, address)]


class Invitation(models.Model):
    """A word beside the button, off until somebody switches it on. The widget never shows two in one visit."""

    COUNTED = ("shown", "opened", "dismissed")

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(_("name"), max_length=60)
    texts = models.JSONField(default=dict)  # what it says, by language
    pages = models.JSONField(default=list, blank=True)  # patterns of addresses; none: every page
    seconds = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(3), MaxValueValidator(3600)]
    )  # on the page, before it shows
    scroll = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])  # % of the page seen
    visits = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])  # from this visit on
    opens_panel = models.BooleanField(default=False)  # the whole panel, on large screens alone
    is_on = models.BooleanField(default=False)
    shown_count = models.PositiveIntegerField(default=0)
    opened_count = models.PositiveIntegerField(default=0)
    dismissed_count = models.PositiveIntegerField(default=0)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def text_in(self, language: str) -> str:
        """What it says."""
        return in_language(self.texts, language)

    def count(self, what: str) -> None:
        """It was shown, opened or dismissed."""
        if what in self.COUNTED:
            type(self).objects.filter(pk=self.pk).update(**{f"{what}_count": F(f"{what}_count") + 1})

    @transaction.atomic
    def change(self, by: User | None, **values: Any) -> None:
        """Set the named fields; saves it when it is new."""
        kind = "changed" if self.pk else "written"
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values) if self.pk else None)
        Event.record(f"chat_invitation.{kind}", self, by=by, fields=sorted(values))

    @transaction.atomic
    def remove(self, by: User | None) -> None:
        """Nobody wants it any more."""
        Event.record("chat_invitation.removed", self, by=by, name=self.name)
        self.delete()
