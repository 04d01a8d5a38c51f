"""What a visitor is told of a conversation: its messages and how it stands, as plain values."""

from collections.abc import Iterable
from typing import Any

from django.core.signing import TimestampSigner
from django.urls import reverse

from helpwell.base.site import Site
from helpwell.conversations.expected_wait import expected_wait
from helpwell.conversations.for_customer import HowFarRead, for_customer, how_far_read, said_after
from helpwell.conversations.models import Attachment, Conversation, Message
from helpwell.conversations.promising import in_words
from helpwell.people.models import User

SIGNER = TimestampSigner(salt="helpwell.chat.file")


def changes(conversation: Conversation, after: int) -> dict[str, Any]:
    """What was said after message `after`, and how it stands now."""
    return {"kind": "messages", "state": state_of(conversation), "messages": messages_after(conversation, after)}


def news(pk: int, after: int, own: Message | None = None) -> dict[str, Any] | None:
    """The same of a conversation that she is known to listen to; None when it is gone.

    `own` is what she has just said, which mostly is all that is new.
    """
    found = for_customer(pk)
    if found is None:
        return None
    conversation, read = found
    is_all = own is not None and own.number == read.last == after + 1
    messages = [as_json(own)] if own and is_all else messages_after(conversation, after)
    return {"kind": "messages", "state": state_of(conversation, read), "messages": messages}


def messages_after(conversation: Conversation, number: int) -> list[dict[str, Any]]:
    """What was said after message `number`, in its order: the next ones, or the last for who has none yet."""
    return [as_json(message) for message in said_after(conversation.pk, number)]


def as_json(message: Message) -> dict[str, Any]:
    """One of `said_after`, or one without files, as the widget shows it: texts are plain, nothing in it is HTML."""
    kinds = {Message.Kind.FROM_CONTACT: "mine", Message.Kind.REPLY: "person", Message.Kind.BOT_REPLY: "automatic"}
    return {
        "number": message.number,
        "kind": kinds[Message.Kind(message.kind)],
        "id": message.external_id.rpartition(".")[2] if message.is_from_contact else "",
        "text": message.text,
        "at": message.said_at.isoformat(),
        "by": person(message.author) if message.kind == Message.Kind.REPLY else None,
        "card": message.card,
        "files": files(message.files.all()) if getattr(message, "has_files", False) else [],
    }


def files(attachments: Iterable[Attachment]) -> list[dict[str, Any]]:
    """Each with an address that works for as long as the page is likely to stay open."""
    return [
        {
            "name": one.name,
            "size": one.size,
            "url": reverse("chat:file", args=[SIGNER.sign(one.public_id.hex)]),
            "width": one.width,
            "height": one.height,
        }
        for one in attachments
    ]


def person(user: User | None) -> dict[str, str]:
    """Who answers, by name; never an address."""
    name = (user.name if user else "") or Site.current().name
    return {"name": name, "initials": "".join(word[0] for word in name.split()[:2]).upper()}


def state_of(conversation: Conversation, read: HowFarRead | None = None) -> dict[str, Any]:
    """How the conversation stands for its customer; `read`, where that is known already."""
    joined = conversation.first_replied_at is not None and conversation.assignee is not None
    status, read = _status(conversation, joined), read or how_far_read(conversation)
    return {
        "conversation": conversation.pk,
        "subject": conversation.subject,
        "status": status,
        "person": person(conversation.assignee) if joined else None,
        "last": read.last,
        "unread": read.unread,
        "at": conversation.changed_at.isoformat(),
        **({"seen": read.by_us} if status in ("waiting", "person") else {}),
        **(_waiting(conversation) if status == "waiting" else {}),
        **({"rated": hasattr(conversation, "rating")} if status == "resolved" else {}),
    }


def _waiting(conversation: Conversation) -> dict[str, Any]:
    """What she can expect while no person has joined yet."""
    return {
        "wait": in_words(expected_wait(conversation.inbox)),
        "position": _position(conversation) if conversation.waiting_since else 0,
        "email": conversation.contact.email,
    }


def _status(conversation: Conversation, joined: bool) -> str:
    """With the assistant, waiting for a person, with a person, or done."""
    if conversation.status == Conversation.Status.WITH_BOT:
        return "assistant"
    if conversation.is_resolved:
        return "resolved"
    return "person" if joined else "waiting"


def _position(conversation: Conversation) -> int:
    """Her place in the line of this inbox, from 1."""
    earlier = Conversation.objects.waiting().filter(inbox=conversation.inbox_id, first_replied_at=None)
    return earlier.filter(waiting_since__lt=conversation.waiting_since).count() + 1
