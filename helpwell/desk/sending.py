"""An agent sends: what came while she wrote is shown first, and what she put in is counted."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from helpwell.conversations.inbound import InboundFile
from helpwell.conversations.models import Conversation, Message
from helpwell.desk.inserting import note_uses
from helpwell.people.models import User


class Overtaken(Exception):
    """Somebody else has said something since the writer loaded her page; nothing was sent."""

    def __init__(self, messages: list[Message]) -> None:
        super().__init__()
        self.messages = messages


@dataclass(frozen=True)
class Written:
    """What a composer sends."""

    text: str
    seen: int | None  # the last number on the writer's page; None: she does not say, or has read what came
    files: tuple[InboundFile, ...] = ()
    used: tuple[tuple[int, str], ...] = ()  # translations she put in, each as text or link


@transaction.atomic
def send_reply(conversation: Conversation, written: Written, by: User) -> Message:
    """Her reply goes out. Raises `Overtaken` when she does not know the newest message yet."""
    conversation = _locked(conversation)
    if written.seen is not None and (newer := list(said_since(conversation, written.seen, by))):
        raise Overtaken(newer)
    message = conversation.reply(written.text, by, written.files)
    note_uses(message, list(written.used), by)
    conversation.has_been_read(by)
    return message


@transaction.atomic
def leave_note(conversation: Conversation, written: Written, by: User) -> Message:
    """A word among colleagues; whom it names finds it under her mentions."""
    conversation = _locked(conversation)
    message = conversation.note(written.text, by, named_in(written.text))
    conversation.has_been_read(by)
    return message


def _locked(known: Conversation) -> Conversation:
    """Its row, or that of the one it was merged into, for this transaction; its door is known already."""
    conversation: Conversation = Conversation.objects.locked(known.pk)
    if conversation.inbox_id == known.inbox_id:
        conversation.inbox = known.inbox
    return conversation


def said_since(conversation: Conversation, seen: int, reader: User) -> QuerySet[Message]:
    """What the customer, a colleague or the bot has said since; notes do not make a reply wrong."""
    return conversation.messages.for_customer().filter(number__gt=seen).exclude(author=reader).for_desk()


def named_in(text: str) -> tuple[User, ...]:
    """The colleagues whose names stand behind an @; of two that begin alike the longer name counts."""
    rest, named = text.casefold(), list[User]()
    for user in sorted(User.objects.staff(), key=lambda one: -len(str(one))):
        mark = f"@{str(user).casefold()}"
        if mark in rest:
            named.append(user)
            rest = rest.replace(mark, " ")
    return tuple(named)
