"""A way through a matter that the assistant walks with a customer, step by step, and how it went."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helpwell.automation.flow_steps import FlowStep, in_language, read_steps
from helpwell.automation.models.run import Run
from helpwell.automation.walking import Around, fits
from helpwell.base.prepared import written_once
from helpwell.conversations.models import Conversation, Inbox
from helpwell.people.models import Event, User
from helpwell.people.models.changing import change

SETTLED = timedelta(minutes=30)  # who has said nothing for so long has left


@dataclass(frozen=True)
class Counts:
    """How often a flow was walked, and how that ended."""

    begun: int
    ended: int
    handed_over: int
    left: int
    left_at: dict[str, int]  # by key of the step


class FlowQuerySet(models.QuerySet["Flow"]):
    def walkable(self, inbox: "Inbox | int") -> Self:
        """Switched on and published, for customers of this inbox or the one with this key."""
        return self.filter(inbox=inbox, is_on=True).exclude(published=[])

    def offered(self, inbox: Inbox, around: Around) -> "list[Flow]":
        """Those that this customer on this page is offered, in their order."""
        return [flow for flow in self.walkable(inbox) if flow.is_for(around)]

    def opening(self, inbox: Inbox) -> "list[Flow]":
        """Those that begin by themselves, for whom they are meant."""
        return _opening(inbox.pk)


class Flow(models.Model):
    """What is written is a draft until it is published; whoever is on the way walks what is published then."""

    class Audience(models.TextChoices):
        EVERYBODY = "", pgettext_lazy("offered to", "everybody")
        NEW = "new", _("who is here for the first time")
        RETURNING = "returning", _("who has written before")
        KNOWN = "known", _("who is signed in on the website")

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="flows", verbose_name=_("chat"))
    name = models.CharField(_("name"), max_length=60)
    titles = models.JSONField(default=dict, blank=True)  # what customers press to begin it, by language
    pages = models.JSONField(default=list, blank=True)  # patterns of addresses it is offered on; none: on all
    audience = models.CharField(_("offered to"), max_length=10, choices=Audience, default="", blank=True)
    begins_itself = models.BooleanField(
        _("begins by itself"), default=False
    )  # with her first words, unless we are sure
    draft = models.JSONField(default=list, blank=True)  # steps as they are written
    published = models.JSONField(default=list, blank=True)  # steps that are walked; none: not published yet
    version = models.PositiveIntegerField(default=0)  # how often it was published
    published_at = models.DateTimeField(null=True)
    is_on = models.BooleanField(_("offered"), default=False)

    objects = FlowQuerySet.as_manager()

    class Meta:
        verbose_name = _("flow")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def steps(self) -> tuple[FlowStep, ...]:
        """Those that customers walk."""
        return read_steps(self.published)

    @property
    def draft_steps(self) -> tuple[FlowStep, ...]:
        """Those that are being written."""
        return read_steps(self.draft)

    @property
    def has_changes(self) -> bool:
        """Whether the draft is not what customers walk."""
        return bool(self.draft != self.published)

    def title_in(self, language: str) -> str:
        """What she presses to begin it."""
        return in_language(self.titles, language) or self.name

    def is_for(self, around: Around) -> bool:
        """Whether it is offered to her, there."""
        return bool(self.audience in ("", around.audience) and fits(self.pages, around.page))

    def counts(self) -> Counts:
        """How it went so far."""
        ends = Counter(self.runs.values_list("state", flat=True))
        left = self.runs.gone(timezone.now() - SETTLED)
        left_at = Counter(left.values_list("step", flat=True))
        state = Run.State
        return Counts(ends.total(), ends[state.ENDED], ends[state.HANDED_OVER], left_at.total(), dict(left_at))

    def change(self, by: User | None, **values: Any) -> None:
        """Set the named fields; saves it when it is new."""
        change(self, "flow", by, values)

    @transaction.atomic
    def publish(self, by: User | None) -> None:
        """From now on customers walk the draft. Twice changes nothing."""
        if self.draft and (self.has_changes or not self.is_on):
            self.version += self.has_changes
            self.published, self.published_at, self.is_on = self.draft, timezone.now(), True
            self.save(update_fields=["published", "published_at", "is_on", "version"])
            Event.record("flow.published", self, by=by, version=self.version)

    @transaction.atomic
    def switch_off(self, by: User | None) -> None:
        """Nobody is offered it any more; who is on the way may walk on."""
        if self.is_on:
            self.is_on = False
            self.save(update_fields=["is_on"])
            Event.record("flow.switched_off", self, by=by)

    @transaction.atomic
    def remove(self, by: User | None) -> None:
        """Nobody wants it any more; its counts go with it."""
        Event.record("flow.removed", self, by=by, name=self.name)
        self.delete()

    def begin(self, conversation: Conversation) -> Run:
        """A customer sets out."""
        return self.runs.create(conversation=conversation, version=self.version)


@written_once
def _opening(inbox: int) -> models.QuerySet[Flow]:
    return Flow.objects.walkable(inbox).filter(begins_itself=True)
