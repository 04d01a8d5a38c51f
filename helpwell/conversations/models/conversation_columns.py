"""What is kept of a conversation, and how that is changed."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.base.prepared import lock
from helpwell.base.storing import store
from helpwell.conversations.live import tell
from helpwell.conversations.models.inbox import Inbox
from helpwell.conversations.models.message import Message
from helpwell.conversations.models.tag import Tag
from helpwell.knowledge.models import Category
from helpwell.people.models import Contact, Event, Team, User

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from helpwell.conversations.models.reading import Reading


def new_link_key() -> str:
    """What makes a private link to one conversation, and can be changed to take it back."""
    return secrets.token_hex(8)


class ConversationColumns(models.Model):
    """The row of a conversation; whatever changes it goes through `_update` and is told to the pages that show it."""

    class Status(models.TextChoices):
        WITH_BOT = "with_bot", _("With the assistant")
        OPEN = "open", _("Open")
        SNOOZED = "snoozed", _("Snoozed")
        RESOLVED = "resolved", _("Resolved")
        SPAM = "spam", _("Spam")

    class Priority(models.TextChoices):
        NORMAL = "normal", _("Normal")
        URGENT = "urgent", _("Urgent")

    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="conversations", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="conversations", db_index=False)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    waiting_since = models.DateTimeField(null=True)  # since when the customer waits for us; null: it is her turn
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="conversations", db_index=False
    )
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="conversations", db_index=False)
    priority = models.CharField(_("priority"), max_length=10, choices=Priority, default=Priority.NORMAL)
    topic = models.ForeignKey(
        Category, null=True, on_delete=models.SET_NULL, related_name="conversations", db_index=False
    )
    topic_is_suggested = models.BooleanField(default=False)  # by the engine; an agent has not looked yet
    tags = models.ManyToManyField(Tag, related_name="conversations", blank=True)
    is_sensitive = models.BooleanField(_("sensitive"), default=False)  # only its assignee and admins see it
    snoozed_until = models.DateTimeField(null=True)
    merged_into = models.ForeignKey(
        "conversations.Conversation", null=True, on_delete=models.CASCADE, related_name="merged", db_index=False
    )  # an index of the many that were not merged would tempt SQLite to read them all
    last_number = models.PositiveIntegerField(default=0)
    link_key = models.CharField(max_length=32, default=new_link_key)  # private links sent by mail carry it
    screen_key = models.CharField(max_length=32, default=new_link_key)  # those shown after sending; "": no longer good
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    first_replied_at = models.DateTimeField(null=True)  # null: nobody has answered yet
    resolved_at = models.DateTimeField(null=True)
    reply_due_at = models.DateTimeField(null=True)  # by when we want to answer her; null: no target, or not her turn
    late_since = models.DateTimeField(null=True)  # which moment was missed; null: none, or nobody has looked yet
    resolution_due_at = models.DateTimeField(null=True)  # by when we want it resolved; null: no target

    if TYPE_CHECKING:
        messages: RelatedManager[Message]
        readings: RelatedManager[Reading]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.subject or str(_("Conversation %(number)s") % {"number": self.pk})

    @property
    def is_resolved(self) -> bool:
        """Whether it is closed as done."""
        return self.status == self.Status.RESOLVED

    @property
    def needs_agent(self) -> bool:
        """Whether it is for people, and nobody holds it."""
        return self.status == self.Status.OPEN and self.assignee_id is None

    @property
    def awaits_first_reply(self) -> bool:
        """Whether it is for people, and none of them has answered yet."""
        return self.status == self.Status.OPEN and self.first_replied_at is None

    @property
    def may_concern_bot(self) -> bool:
        """Whether the bot may have something to do with her next words: no person has answered, or gave it back."""
        return self.first_replied_at is None or self.status == self.Status.WITH_BOT

    @property
    def due_at(self) -> datetime | None:
        """The next moment by which we owe something: a reply, or that it is resolved; None: nothing is owed."""
        if self.status != self.Status.OPEN:
            return None
        owed = [self.reply_due_at if self.waiting_since else None, self.resolution_due_at]
        return min((moment for moment in owed if moment), default=None)

    @property
    def is_overdue(self) -> bool:
        """Whether a target was missed and the work is still to do."""
        return self.due_at is not None and self.due_at < timezone.now()

    def record(self, kind: str, by: User | None, **data: Any) -> Event:
        """Write down what happened to it, and tell the pages that show it."""
        tell(self.pk)
        return Event.record(f"conversation.{kind}", self, by=by, **data)

    # ---------------------------------------------------------------------------------------------

    def _unanswered_since(self) -> datetime | None:
        """When she said what nobody has answered yet; None when the last word was ours."""
        said = Message.objects.said().filter(conversation=self.pk)
        last = said.answering().aggregate(models.Max("number"))["number__max"] or 0
        first = said.filter(kind=Message.Kind.FROM_CONTACT, number__gt=last).first()
        return first.said_at if first else None

    def _lock(self) -> None:
        """Take the row for this transaction, with what others have changed meanwhile."""
        lock(self)

    def _update(self, **values: Any) -> None:
        if values.get("waiting_since", self.waiting_since) != self.waiting_since:
            values |= {"reply_due_at": None, "late_since": None}  # what was due is done, or a new wait begins
        store(self, **values, changed_at=timezone.now())
        tell(self.pk)
