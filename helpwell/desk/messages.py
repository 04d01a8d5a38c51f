"""A message as a conversation's page shows it. As long as it says the same it is drawn once, for whoever looks."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from helpwell.conversations.models import Attachment, Conversation, Inbox, Message
from helpwell.desk.templatetags.marks import moment

REMEMBERED = 3000  # messages, of some 2 kB each


@dataclass(frozen=True)
class Shown:
    """All that a page shows of a message, in the reader's words: messages that are equal look the same."""

    pk: int
    conversation: int
    spoken: str  # the reader's language
    kind: str
    who: str
    initials: str
    channel: str  # where a customer wrote it
    said_at: str
    said: str
    language: str  # the writer's
    text: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[Attachment, ...]
    delivery: str
    delivered: str  # the same in words
    error: str
    is_seen: bool  # the last one that the customer has in front of her
    may_approve: bool
    trace: SafeString  # where an automatic message comes from

    @classmethod
    def of(cls, message: Message, conversation: Conversation, *, is_seen: bool, may_approve: bool) -> Self:
        """From a message as `for_desk` gives it."""
        writer = message.contact if message.is_from_contact else message.author
        return cls(
            pk=message.pk,
            conversation=conversation.pk,
            spoken=get_language() or "",
            kind=message.kind,
            who=gettext("Assistant") if message.is_automatic else str(writer or gettext("Somebody who left")),
            initials=writer.initials if writer else "",
            channel=str(Inbox.Channel(conversation.inbox.channel).label) if message.is_from_contact else "",
            said_at=timezone.localtime(message.said_at).isoformat(),
            said=moment(message.said_at),
            language=message.language,
            text=message.text,
            fields=tuple((label, answer) for label, answer in message.fields),
            files=tuple(message.files.all()),
            delivery=message.delivery,
            delivered=str(Message.Delivery(message.delivery).label),
            error=message.error,
            is_seen=is_seen,
            may_approve=may_approve,
            trace=_trace(message, conversation) if message.is_automatic else SafeString(),
        )

    @property
    def is_note(self) -> bool:
        """Whether only colleagues may read it."""
        return self.kind == Message.Kind.NOTE

    @property
    def is_from_contact(self) -> bool:
        """Whether the customer wrote it."""
        return self.kind == Message.Kind.FROM_CONTACT

    @property
    def is_automatic(self) -> bool:
        """Whether the bot wrote it."""
        return self.kind == Message.Kind.BOT_REPLY


@lru_cache(maxsize=REMEMBERED)
def drawn(message: Shown) -> SafeString:
    """Its markup."""
    return mark_safe(render_to_string("desk/_message.html", {"message": message}))  # noqa: S308  (our own template)


def _trace(message: Message, conversation: Conversation) -> SafeString:
    parts = {"message": message, "conversation": conversation}
    return mark_safe(render_to_string("desk/_trace.html", parts))  # noqa: S308  (our own template)
