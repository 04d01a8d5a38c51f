"""What is said in a conversation, and how far it has been read."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from helpwell.base.prepared import written_once
from helpwell.base.storing import store, store_new
from helpwell.conversations.attaching import attach
from helpwell.conversations.card import Card
from helpwell.conversations.inbound import InboundFile, InboundMessage
from helpwell.conversations.leaving import hurry
from helpwell.conversations.live import tell_customer
from helpwell.conversations.models.conversation_columns import ConversationColumns
from helpwell.conversations.models.message import LONGEST, Message
from helpwell.conversations.models.reading import Reading
from helpwell.people.models import User


class Talk(ConversationColumns):
    """Customer, agents and bot; what they say is numbered without a gap."""

    class Meta:
        abstract = True

    def receive(self, inbound: InboundMessage) -> Message:
        """The customer says something. Call it with the row locked."""
        message = self._add(
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
            awaits_bot=self.may_concern_bot,
        )
        for file in inbound.files:
            attach(message, file)
        self._has_heard(message)
        return message

    @transaction.atomic
    def reply(self, text: str, by: User, files: tuple[InboundFile, ...] = ()) -> Message:
        """An agent answers. A trainee's answer waits for a colleague first."""
        learning = by.role == User.Role.TRAINEE
        message = self._add(
            kind=Message.Kind.REPLY,
            number=None if learning else self.next_number(),
            author=by,
            text=text[:LONGEST],
            delivery=Message.Delivery.AWAITING_APPROVAL if learning else Message.Delivery.PENDING,
        )
        for file in files:
            attach(message, file)
        self._put_draft_away(by)
        if learning:
            self.record("reply_awaits_approval", by=by)
        else:
            self.has_replied(message)
        return message

    def say_automatically(self, text: str, card: Card, trace: dict[str, Any]) -> Message:
        """The bot says something. It is her turn, unless a person was asked for. Call it with the row locked."""
        message = self._add(
            kind=Message.Kind.BOT_REPLY,
            number=self.last_number + 1,
            text=text[:LONGEST],
            card=card.as_json(),
            trace=trace,
            delivery=Message.Delivery.PENDING,
        )
        waits = None if self.status == self.Status.WITH_BOT else self.waiting_since
        self._update(last_number=message.number, waiting_since=waits)
        return message

    @transaction.atomic
    def note(self, text: str, by: User, mentions: tuple[User, ...] = ()) -> Message:
        """A word among colleagues; no customer ever sees it."""
        message = self._add(kind=Message.Kind.NOTE, number=self.next_number(), author=by, text=text[:LONGEST])
        message.mentions.set(mentions)
        self._put_draft_away(by)
        self._update()  # lists show it as the last word, and stand in the order of that
        return message

    @transaction.atomic
    def keep_draft(self, text: str, by: User, kind: str = Message.Kind.REPLY) -> None:
        """What she has written so far; an empty text puts it away."""
        if not text.strip():
            self._put_draft_away(by)
            return
        self.messages.update_or_create(
            author=by,
            delivery=Message.Delivery.DRAFT,
            defaults={"text": text[:LONGEST], "kind": kind, "said_at": timezone.now()},
        )

    def draft_of(self, user: User) -> Message | None:
        """What she has written and not sent."""
        return next(iter(_drafts(self.pk, user.pk)), None)

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
        store(self, last_number=self.last_number + 1)
        return self.last_number

    def has_been_read(self, by: User) -> None:
        """She has everything in front of her that was said so far; where both sides may see that, the customer does."""
        Reading.objects.note(self.pk, by, self.last_number)
        if self.inbox.shows_presence:
            tell_customer(self.pk)

    # ---------------------------------------------------------------------------------------------

    def _put_draft_away(self, user: User) -> None:
        if draft := self.draft_of(user):
            draft.delete()

    def _add(self, **values: Any) -> Message:
        message = Message(**values | {"conversation": self})
        store_new(message)
        return message

    def _has_heard(self, message: Message) -> None:
        """She has written: what slept wakes, what was done is open again, and she waits from now if not before."""
        values: dict[str, Any] = {"last_number": message.number}
        if self.status != self.Status.SPAM:
            values["waiting_since"] = self.waiting_since or message.said_at
        if self.status in (self.Status.SNOOZED, self.Status.RESOLVED):
            self.record("reopened", by=None, number=message.number)
            values |= {"status": self.Status.OPEN, "snoozed_until": None, "resolved_at": None}
        self._update(**values)


@written_once
def _drafts(conversation: int, author: int) -> models.QuerySet[Message]:
    return Message.objects.filter(conversation=conversation, author=author, delivery=Message.Delivery.DRAFT)
