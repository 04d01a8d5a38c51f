"""An exchange with one customer, and who holds it."""

import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.conversations.attaching import attach
from helpwell.conversations.card import Card
from helpwell.conversations.inbound import InboundFile, InboundMessage
from helpwell.conversations.leaving import hurry
from helpwell.conversations.live import tell, tell_customer
from helpwell.conversations.models.conversation_reads import ConversationQuerySet
from helpwell.conversations.models.inbox import Inbox
from helpwell.conversations.models.message import LONGEST, Message, MessageQuerySet
from helpwell.conversations.models.rating import Rating
from helpwell.conversations.models.reading import Reading
from helpwell.conversations.models.tag import Tag
from helpwell.conversations.standing import Standing
from helpwell.knowledge.models import Category
from helpwell.people.models import Contact, Event, Team, User


def new_link_key() -> str:
    """What makes a private link to one conversation, and can be changed to take it back."""
    return secrets.token_hex(8)


class Conversation(models.Model):
    """What is said in it is numbered without a gap; what happens to it is an Event."""

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
        "self", null=True, on_delete=models.CASCADE, related_name="merged", db_index=False
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

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        # Those that begin with a key of another table stand for the index Django would give that key.
        indexes: ClassVar = [
            models.Index(fields=["status", "waiting_since"]),
            models.Index(fields=["status", "-changed_at"]),
            models.Index(fields=["assignee", "status", "waiting_since"]),
            models.Index(fields=["team", "status", "waiting_since"]),
            models.Index(fields=["contact", "-changed_at"]),
            models.Index(fields=["inbox", "-created_at"]),
            models.Index(
                fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="conversation_merged"
            ),
            models.Index(
                fields=["language", "-changed_at", "-id"],
                condition=models.Q(topic__isnull=False, topic_is_suggested=False),
                name="conversation_topic_said",
            ),
        ]

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

    # What is said --------------------------------------------------------------------------------

    def receive(self, inbound: InboundMessage) -> Message:
        """The customer says something. Call it with the row locked."""
        message = self.messages.create(
            kind=Message.Kind.FROM_CONTACT,
            number=self.last_number + 1,
            text=inbound.text[:LONGEST],
            contact_id=self.contact_id,
            language=inbound.language,
            fields=[list(field) for field in inbound.fields],
            page=inbound.page[:500],
            choice=inbound.choice[:120],
            inbox=inbound.inbox,
            external_id=inbound.external_id,
            content_hash=inbound.identity.content_hash,
            awaits_bot=True,
        )
        for file in inbound.files:
            attach(message, file)
        self._has_heard(message)
        return message

    @transaction.atomic
    def reply(self, text: str, by: User, files: tuple[InboundFile, ...] = ()) -> Message:
        """An agent answers. A trainee's answer waits for a colleague first."""
        learning = by.role == User.Role.TRAINEE
        message = self.messages.create(
            kind=Message.Kind.REPLY,
            number=None if learning else self.next_number(),
            author=by,
            text=text[:LONGEST],
            delivery=Message.Delivery.AWAITING_APPROVAL if learning else Message.Delivery.PENDING,
        )
        for file in files:
            attach(message, file)
        self.drafts_of(by).delete()
        if learning:
            self.record("reply_awaits_approval", by=by)
        else:
            self.has_replied(message)
        return message

    @transaction.atomic
    def say_automatically(self, text: str, card: Card, trace: dict[str, Any]) -> Message:
        """The bot says something. It is her turn, unless a person has been asked for."""
        message = self.messages.create(
            kind=Message.Kind.BOT_REPLY,
            number=self.next_number(),
            text=text[:LONGEST],
            card=card.as_json(),
            trace=trace,
            delivery=Message.Delivery.PENDING,
        )
        self._update(waiting_since=None if self.status == self.Status.WITH_BOT else self.waiting_since)
        return message

    @transaction.atomic
    def hand_over(self, why: str, by: User | None = None) -> None:
        """The bot gives way to people, with everything that was said. Twice changes nothing."""
        self._lock()
        if self.status == self.Status.WITH_BOT:
            self._update(status=self.Status.OPEN, waiting_since=self.waiting_since or timezone.now())
            self.record("handed_over", by=by, why=why)

    @transaction.atomic
    def give_back(self, by: User) -> None:
        """An agent lets the bot go on."""
        self._lock()
        if self.status == self.Status.OPEN:
            self._update(status=self.Status.WITH_BOT, assignee=None, waiting_since=None)
            self.record("given_back", by=by)

    @transaction.atomic
    def note(self, text: str, by: User, mentions: tuple[User, ...] = ()) -> Message:
        """A word among colleagues; no customer ever sees it."""
        message = self.messages.create(
            kind=Message.Kind.NOTE, number=self.next_number(), author=by, text=text[:LONGEST]
        )
        message.mentions.set(mentions)
        self.drafts_of(by).delete()
        self._update()  # lists show it as the last word, and stand in the order of that
        return message

    @transaction.atomic
    def keep_draft(self, text: str, by: User, kind: str = Message.Kind.REPLY) -> None:
        """What she has written so far; an empty text puts it away."""
        if not text.strip():
            self.drafts_of(by).delete()
            return
        self.messages.update_or_create(
            author=by,
            delivery=Message.Delivery.DRAFT,
            defaults={"text": text[:LONGEST], "kind": kind, "said_at": timezone.now()},
        )

    def drafts_of(self, user: User) -> models.QuerySet[Message]:
        """What she has written and not sent; one at most."""
        return self.messages.filter(author=user, delivery=Message.Delivery.DRAFT)

    def told(self) -> list[tuple[str, str]]:
        """What she has told in fields, (label, answer), in the order of her words."""
        given = self.whole_messages().exclude(fields=[]).values_list("fields", flat=True)
        return [(label, answer) for fields in given for label, answer in fields]

    def has_replied(self, message: Message) -> None:
        """A reply goes out to the customer: it is her turn. Call it within the transaction that numbered the reply."""
        values: dict[str, Any] = {"waiting_since": None}
        transaction.on_commit(hurry)
        if self.first_replied_at is None:
            values["first_replied_at"] = message.said_at
        if self.assignee_id is None:
            values["assignee"] = message.author
        if self.status in (self.Status.WITH_BOT, self.Status.SNOOZED, self.Status.RESOLVED):
            values |= {"status": self.Status.OPEN, "snoozed_until": None, "resolved_at": None}
        self._update(**values)

    def next_number(self) -> int:
        """Take the next place in the line of messages; locks the row until the transaction ends."""
        self._lock()
        self.last_number += 1
        self.save(update_fields=["last_number"])
        return self.last_number

    def has_been_read(self, by: User) -> None:
        """She has everything in front of her that was said so far; where both sides may see that, the customer does."""
        known = self.readings.filter(user=by).values_list("number", flat=True).first()
        if known != self.last_number:
            Reading.objects.update_or_create(conversation=self, user=by, defaults={"number": self.last_number})
            if self.inbox.shows_presence:
                tell_customer(self.pk)

    def read_up_to(self) -> int:
        """The last number that somebody at the desk has read; 0 when nobody has, or when that is not shown."""
        if not self.inbox.shows_presence:
            return 0
        return self.readings.aggregate(models.Max("number"))["number__max"] or 0

    # Who holds it --------------------------------------------------------------------------------

    @transaction.atomic
    def assign(self, to: User | None, by: User | None, team: Team | None = None, why: str = "") -> None:
        """Put it into somebody's hands, or a team's; the same hands again change nothing."""
        self.put_into(to, team or self.team, by, why)

    @transaction.atomic
    def put_into(self, to: User | None, team: Team | None, by: User | None, why: str = "", **because: Any) -> None:
        """Into exactly these hands: None takes it out of a person's, or a team's."""
        if (self.assignee, self.team) != (to, team):
            was = self.assignee_id
            self._update(assignee=to, team=team)
            hands = {"to": to.pk if to else None, "team": team.pk if team else None}
            self.record("assigned", by=by, **hands, was=was, why=why, **because)

    # How it stands -------------------------------------------------------------------------------

    @transaction.atomic
    def resolve(self, by: User | None, **because: Any) -> None:
        """Close it as done. Resolving twice changes nothing. `because` is told with the event, here and below."""
        if not self.is_resolved:
            was = {"status": self.status, "waiting_since": _iso(self.waiting_since)}
            self._update(
                status=self.Status.RESOLVED, waiting_since=None, snoozed_until=None, resolved_at=timezone.now()
            )
            self.record("resolved", by=by, **was, **because)

    @transaction.atomic
    def reopen(self, by: User | None) -> None:
        """It is not done after all. Reopening an open one changes nothing; who waited before waits again."""
        if self.status in (self.Status.RESOLVED, self.Status.SPAM):
            self._update(status=self.Status.OPEN, resolved_at=None, waiting_since=self._unanswered_since())
            self.record("reopened", by=by)

    @transaction.atomic
    def snooze(self, until: datetime, by: User | None, **because: Any) -> None:
        """Let it sleep until then; it wakes by itself, or when the customer writes."""
        if self.snoozed_until != until:
            self._update(status=self.Status.SNOOZED, snoozed_until=until)
            self.record("snoozed", by=by, until=until.isoformat(), **because)

    @transaction.atomic
    def wake(self, by: User | None = None) -> None:
        """Its time has come, or somebody wants it now. Twice changes nothing."""
        if self.status == self.Status.SNOOZED:
            waiting_since = self.waiting_since or self._unanswered_since()  # a resolved one may have been put to sleep
            self._update(status=self.Status.OPEN, snoozed_until=None, waiting_since=waiting_since)
            self.record("woken", by=by)

    @property
    def standing(self) -> Standing:
        """Closed, asleep or open, as `stand_as` takes it."""
        return Standing(self.status, self.snoozed_until)

    @transaction.atomic
    def stand_as(self, was: Standing, by: User) -> None:
        """Take back what closed it or let it sleep: it stands as before, and who waited then waits again."""
        if was.status not in self.Status.values or self.standing == was:
            return
        is_done = was.status in (self.Status.RESOLVED, self.Status.SPAM)
        self._update(
            status=was.status,
            snoozed_until=was.snoozed_until,
            resolved_at=timezone.now() if was.status == self.Status.RESOLVED else None,
            waiting_since=None if is_done else self.waiting_since or self._unanswered_since(),
        )
        self.record("taken_back", by=by, standing=str(was))

    @transaction.atomic
    def mark_spam(self, by: User) -> None:
        """Nobody has to answer this. `reopen` undoes it."""
        if self.status != self.Status.SPAM:
            self._update(status=self.Status.SPAM, waiting_since=None, snoozed_until=None)
            self.record("marked_spam", by=by)

    @transaction.atomic
    def prioritise(self, priority: str, by: User | None, **because: Any) -> None:
        """How much it hurries."""
        if self.priority != priority:
            self._update(priority=priority, reply_due_at=None, resolution_due_at=None)
            self.record("prioritised", by=by, priority=priority, **because)

    @transaction.atomic
    def become_late(self) -> bool:
        """A target has passed; False: somebody has done what was due meanwhile."""
        self._lock()
        if not self.is_overdue or self.late_since:
            return False
        self.late_since = self.due_at
        self.save(update_fields=["late_since"])  # nobody has done anything: it keeps its place in the lists
        self.record("late", by=None, due=_iso(self.due_at))
        return True

    @transaction.atomic
    def set_topic(self, topic: Category | None, by: User | None, **because: Any) -> None:
        """What it is about. An agent's word is kept against the engine's."""
        if by is None and self.topic_id and not self.topic_is_suggested:
            return
        if self.topic != topic or (by and self.topic_is_suggested):
            was = self.topic.public_id if self.topic else ""
            self._update(topic=topic, topic_is_suggested=by is None)
            self.record("topic_set", by=by, topic=topic.public_id if topic else "", was=was, **because)

    @transaction.atomic
    def tag(self, name: str, by: User | None, **because: Any) -> Tag:
        """Put a tag on it; the same twice changes nothing."""
        tag = Tag.objects.named(name)
        if not self.tags.filter(pk=tag.pk).exists():
            self.tags.add(tag)
            self.record("tagged", by=by, tag=tag.name, **because)
        return tag

    @transaction.atomic
    def untag(self, tag: Tag, by: User | None) -> None:
        """Take a tag off."""
        if self.tags.filter(pk=tag.pk).exists():
            self.tags.remove(tag)
            self.record("untagged", by=by, tag=tag.name)

    @transaction.atomic
    def mark_sensitive(self, sensitive: bool, by: User) -> None:
        """Only its assignee and admins see it from now on; or everybody again."""
        if self.is_sensitive != sensitive:
            self._update(is_sensitive=sensitive, assignee=self.assignee or by)
            self.record("sensitive" if sensitive else "not_sensitive", by=by)

    @transaction.atomic
    def merge_into(self, other: "Conversation", by: User) -> None:
        """It is the same matter as another one: its messages are read there, and new ones arrive there.

        What was merged into it goes along, so that nothing is ever more than one step away.
        """
        target = type(self).objects.locked(other.pk)
        if target.pk != self.pk and self.merged_into_id is None:
            along = list(self.merged.values_list("pk", flat=True))
            self.merged.update(merged_into=target)
            self._update(merged_into=target)
            self.record("merged", by=by, into=target.pk, along=along)
            target.record("took_in", by=by, other=self.pk)

    @transaction.atomic
    def part(self, by: User) -> None:
        """Undo a merge; what went along comes back along."""
        if self.merged_into:
            self.merged_into.record("gave_back", by=by, other=self.pk)
            merger = Event.objects.about(self).filter(kind="conversation.merged").first()
            along = merger.data.get("along", []) if merger else []
            self.merged_into.merged.filter(pk__in=along).update(merged_into=self)
            self._update(merged_into=None)
            self.record("parted", by=by)

    @transaction.atomic
    def revoke_links(self, by: User | None) -> None:
        """No private link to it works any more; the next mail brings a new one."""
        self._update(link_key=new_link_key(), screen_key="")
        self.record("links_revoked", by=by)

    @transaction.atomic
    def rate(self, *, helpful: bool) -> None:
        """The customer says whether it is answered. A yes closes it, a no opens it again."""
        said = {"helpful": helpful, "agent": self.assignee, "at": timezone.now()}
        Rating.objects.update_or_create(conversation=self, defaults=said)
        self.record("rated", by=None, helpful=helpful)
        if helpful:
            self.resolve(by=None)
        else:
            self.reopen(by=None)

    def record(self, kind: str, by: User | None, **data: Any) -> Event:
        """Write down what happened to it, and tell the pages that show it."""
        tell(self)
        return Event.record(f"conversation.{kind}", self, by=by, **data)

    def whole_messages(self) -> MessageQuerySet:
        """Its messages and those of conversations that were merged into it, in the order they were said."""
        return self.every_message().filter(number__isnull=False).order_by("said_at", "pk")

    def every_message(self) -> MessageQuerySet:
        """The same with what is still being written or looked at."""
        pks = [self.pk, *self.merged.values_list("pk", flat=True)]
        return Message.objects.filter(conversation__in=pks)

    # ---------------------------------------------------------------------------------------------

    def _has_heard(self, message: Message) -> None:
        """She has written: what slept wakes, what was done is open again, and she waits from now if not before."""
        values: dict[str, Any] = {"last_number": message.number}
        if self.status != self.Status.SPAM:
            values["waiting_since"] = self.waiting_since or message.said_at
        if self.status in (self.Status.SNOOZED, self.Status.RESOLVED):
            self.record("reopened", by=None, number=message.number)
            values |= {"status": self.Status.OPEN, "snoozed_until": None, "resolved_at": None}
        self._update(**values)

    def _unanswered_since(self) -> datetime | None:
        """When she said what nobody has answered yet; None when the last word was ours."""
        last = self.messages.answering().aggregate(models.Max("number"))["number__max"] or 0
        first = self.messages.said().filter(kind=Message.Kind.FROM_CONTACT, number__gt=last).first()
        return first.said_at if first else None

    def _lock(self) -> None:
        """Take the row for this transaction, with what others have changed meanwhile."""
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(of=("self",)))

    def _update(self, **values: Any) -> None:
        if values.get("waiting_since", self.waiting_since) != self.waiting_since:
            values |= {"reply_due_at": None, "late_since": None}  # what was due is done, or a new wait begins
        for name, value in values.items():
            setattr(self, name, value)
        self.changed_at = timezone.now()
        self.save(update_fields=[*values, "changed_at"])
        tell(self)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
