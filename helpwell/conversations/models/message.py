"""One thing that was said: by the customer, by an agent, by the bot, or among colleagues."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.base.storing import store
from helpwell.conversations.inbound import Identity
from helpwell.conversations.live import tell
from helpwell.outbox.models import Mail
from helpwell.people.models import Contact, User

if TYPE_CHECKING:
    pass

LONGEST = 20_000  # letters of one message


class MessageQuerySet(models.QuerySet["Message"]):
    def already_received(self, identity: Identity) -> "Message | None":
        """The message stored under this identity, if it came before."""
        return self.filter(
            inbox_id=identity.inbox_id, external_id=identity.external_id, content_hash=identity.content_hash
        ).first()

    def said(self) -> Self:
        """In their order, without what is still being written or looked at."""
        return self.filter(number__isnull=False).order_by("number")

    def for_customer(self) -> Self:
        """What the customer may read: her own words and what was said to her. Never a note, never what waits."""
        return self.said().filter(kind__in=Message.PUBLIC)

    def from_us(self) -> Self:
        """What an agent or the bot has said to the customer."""
        return self.said().filter(kind__in=Message.FROM_US)

    def answering(self) -> Self:
        """What was said to her in answer; that a person will come is none yet, nor what we ask meanwhile."""
        meanwhile = ["hand_over", "ask_field", "thank"]
        return self.from_us().exclude(kind=Message.Kind.BOT_REPLY, trace__deed__in=meanwhile)

    def for_desk(self) -> Self:
        """With everything a page of the conversation shows."""
        return self.select_related("author", "contact").prefetch_related("files")

    def to_send(self, channel: str) -> Self:
        """Replies that this channel has to bring to the customer, the oldest first."""
        pending = self.filter(delivery=Message.Delivery.PENDING, conversation__inbox__channel=channel)
        return pending.select_related("conversation__contact", "conversation__inbox", "author").order_by("pk")

    def undelivered(self) -> Self:
        """What was said to the customer and is not in front of her yet."""
        return self.from_us().filter(delivery__in=Message.UNDELIVERED)

    def unseen_replies(self, channel: str, before: datetime) -> Self:
        """What agents said before that moment, that is not in front of the customer and that no mail carries."""
        waiting = self.to_send(channel).filter(kind=Message.Kind.REPLY, mail=None, number__isnull=False)
        return waiting.filter(said_at__lt=before)

    def carried(self, channel: str) -> Self:
        """Those that a mail carries, while its fate is not settled."""
        open_ends = models.Q(delivery=Message.Delivery.PENDING) | models.Q(delivery=Message.Delivery.FAILED)
        carried = self.filter(open_ends, conversation__inbox__channel=channel, mail__isnull=False)
        return carried.select_related("mail")

    def awaiting_bot(self) -> Self:
        """What the bot has not looked at yet, the oldest first."""
        return self.filter(awaits_bot=True).order_by("pk")

    def awaiting_approval(self) -> Self:
        """Replies of trainees that a colleague has to look at."""
        return self.filter(delivery=Message.Delivery.AWAITING_APPROVAL)


class Message(models.Model):
    """Messages of a conversation are numbered from 1 without a gap; what was not said yet has no number."""

    class Kind(models.TextChoices):
        FROM_CONTACT = "from_contact", _("Question")
        REPLY = "reply", _("Reply")
        BOT_REPLY = "bot_reply", _("Automatic reply")
        NOTE = "note", _("Private note")

    class Delivery(models.TextChoices):
        DRAFT = "draft", _("Draft")
        AWAITING_APPROVAL = "awaiting_approval", _("Waits for approval")
        PENDING = "pending", _("On its way")
        SENT = "sent", _("Sent")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Could not be sent")

    PUBLIC = (Kind.FROM_CONTACT, Kind.REPLY, Kind.BOT_REPLY)
    FROM_US = (Kind.REPLY, Kind.BOT_REPLY)
    UNDELIVERED = (Delivery.PENDING, Delivery.SENT)

    conversation = models.ForeignKey(
        "conversations.Conversation", on_delete=models.CASCADE, related_name="messages", db_index=False
    )  # found by `message_number_once`
    number = models.PositiveIntegerField(null=True)  # its place; null: a draft, or it waits for approval
    kind = models.CharField(max_length=15, choices=Kind)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: the customer or the bot
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="messages")
    text = models.TextField(max_length=LONGEST)
    language = models.CharField(max_length=10, blank=True)
    fields = models.JSONField(default=list, blank=True)  # what else was asked: [[label, answer]]
    page = models.CharField(max_length=500, blank=True)  # where it was written
    choice = models.CharField(max_length=120, blank=True)  # which of the choices below our last message she took
    card = models.JSONField(default=dict, blank=True)  # what an automatic message shows beside its words: see `Card`
    trace = models.JSONField(default=dict, blank=True)  # why the bot said it: see bot.facts.Decision (N11)
    said_at = models.DateTimeField(default=timezone.now)
    delivery = models.CharField(max_length=20, choices=Delivery, default=Delivery.DELIVERED)
    error = models.CharField(max_length=300, blank=True)  # why it could not be sent, in words
    mail = models.ForeignKey(Mail, null=True, on_delete=models.SET_NULL, related_name="+")  # the mail that carries it
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentioned_in", blank=True)
    awaits_bot = models.BooleanField(default=False)
    inbox = models.ForeignKey(
        "conversations.Inbox", null=True, on_delete=models.PROTECT, related_name="+"
    )  # the door it came through; null: written here
    external_id = models.CharField(max_length=255, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "number"], name="message_number_once"),
            models.UniqueConstraint(
                fields=["inbox", "external_id", "content_hash"],
                condition=~models.Q(external_id=""),
                name="message_received_once",
            ),
            models.UniqueConstraint(
                fields=["conversation", "author"],
                condition=models.Q(delivery="draft"),
                name="message_one_draft_per_author",
            ),
        ]
        # One index for each state that somebody looks for: SQLite uses it where the same `delivery = …` is asked only.
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=models.Q(awaits_bot=True), name="message_awaiting_bot"),
            models.Index(fields=["delivery"], condition=models.Q(delivery="pending"), name="message_pending"),
            models.Index(fields=["delivery"], condition=models.Q(delivery="failed"), name="message_failed"),
            models.Index(
                fields=["delivery"],
                condition=models.Q(delivery="awaiting_approval"),
                name="message_awaiting_approval",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_note(self) -> bool:
        """Whether only colleagues may read it."""
        return self.kind == self.Kind.NOTE

    @property
    def is_from_contact(self) -> bool:
        """Whether the customer wrote it."""
        return self.kind == self.Kind.FROM_CONTACT

    @property
    def is_automatic(self) -> bool:
        """Whether the bot wrote it."""
        return self.kind == self.Kind.BOT_REPLY

    def has_been_looked_at(self) -> None:
        """The bot has decided about it; it will not come again."""
        self._update(awaits_bot=False)

    def answers_field(self, label: str, answer: str) -> None:
        """These words are what we asked for under `label`."""
        self._update(fields=[*self.fields, [label, answer]])
        tell(self.conversation_id)

    def mark_carried_by(self, mail: Mail) -> None:
        """A mail in the outbox carries it now; `note_delivery` tells what became of that."""
        self._update(mail=mail)

    def mark_sent(self) -> None:
        """It has left the house."""
        if self.delivery in (self.Delivery.PENDING, self.Delivery.FAILED):
            self._update(delivery=self.Delivery.SENT, error="")

    def mark_delivered(self) -> None:
        """The customer has it in front of her."""
        if self.delivery in (self.Delivery.PENDING, self.Delivery.SENT, self.Delivery.FAILED):
            self._update(delivery=self.Delivery.DELIVERED, error="")

    def mark_failed(self, why: str) -> None:
        """It could not be brought to her; `why` in words an agent understands."""
        if self.delivery in (self.Delivery.PENDING, self.Delivery.SENT):
            self._update(delivery=self.Delivery.FAILED, error=why[:300])

    @transaction.atomic
    def try_again(self) -> None:
        """An agent wants it sent once more: by the mail that carries it, or by its channel."""
        if self.delivery == self.Delivery.FAILED:
            self._update(delivery=self.Delivery.PENDING, error="")
            if self.mail:
                self.mail.retry()

    @transaction.atomic
    def approve(self, by: User) -> None:
        """A colleague has looked at a trainee's reply: it goes out now. Twice changes nothing."""
        if self.delivery == self.Delivery.AWAITING_APPROVAL:
            number = self.conversation.next_number()
            self._update(delivery=self.Delivery.PENDING, number=number, said_at=timezone.now())
            self.conversation.has_replied(self)
            self.conversation.record("reply_approved", by=by, number=number)

    @transaction.atomic
    def send_back(self, by: User) -> None:
        """A colleague wants a trainee's reply changed: it is her draft again, with what she wrote meanwhile below."""
        if self.delivery == self.Delivery.AWAITING_APPROVAL and self.author:
            newer = self.conversation.draft_of(self.author)
            self.delete()
            texts = [self.text, newer.text if newer else ""]
            self.conversation.keep_draft("\n\n".join(filter(None, texts)), self.author)
            self.conversation.record("reply_sent_back", by=by)

    def _update(self, **values: Any) -> None:
        store(self, **values)
        if "delivery" in values:
            tell(self.conversation_id)
