"""How soon a company wants to answer, in the hours it keeps."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from helpwell.conversations.models import Conversation, Inbox
from helpwell.conversations.models.conversation_reads import ConversationQuerySet
from helpwell.people.models import Event, User
from helpwell.people.models.changing import change

MINUTES = (MinValueValidator(1), MaxValueValidator(60 * 24 * 60))


class SlaPolicyQuerySet(models.QuerySet["SlaPolicy"]):
    def in_order(self) -> Self:
        """The one that fits most closely first: an inbox before all, urgent before any."""
        return self.select_related("inbox").order_by(models.F("inbox").asc(nulls_last=True), "-only_urgent", "pk")


class SlaPolicy(models.Model):
    """Targets in minutes of open time; null: no target of this kind. They bind us, nothing is promised to customers."""

    name = models.CharField(_("name"), max_length=60)
    inbox = models.ForeignKey(
        Inbox, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("inbox")
    )  # null: every inbox
    only_urgent = models.BooleanField(_("only urgent conversations"), default=False)
    first_reply = models.PositiveIntegerField(_("first reply"), null=True, blank=True, validators=MINUTES)
    next_reply = models.PositiveIntegerField(_("every other reply"), null=True, blank=True, validators=MINUTES)
    resolution = models.PositiveIntegerField(_("resolved"), null=True, blank=True, validators=MINUTES)

    objects = SlaPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("SLA policy")

    def __str__(self) -> str:
        return self.name

    def covered(self, conversations: ConversationQuerySet) -> ConversationQuerySet:
        """Those of them it is about."""
        here = conversations.filter(inbox=self.inbox) if self.inbox_id else conversations
        return here.filter(priority=Conversation.Priority.URGENT) if self.only_urgent else here

    def change(self, by: User | None, **values: Any) -> None:
        """Set the named fields; saves it when it is new."""
        change(self, "sla_policy", by, values)

    @transaction.atomic
    def remove(self, by: User | None) -> None:
        """Nobody wants to keep these targets any more."""
        Event.record("sla_policy.removed", self, by=by, name=self.name)
        self.delete()
