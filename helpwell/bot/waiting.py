"""Messages wait for the bot as rows; whoever looks at them can be told at once."""

from typing import Any

from django.db.models import QuerySet

from helpwell.base.hurry import Hurry
from helpwell.base.prepared import written_once
from helpwell.conversations.models import Conversation, Message

hurry = Hurry()


def waiting_conversations() -> list[Conversation]:
    """Those in which something waits, with what is needed to answer."""
    return _conversations(tuple(set(_with_something_waiting())))


def waiting_messages(conversation: Conversation) -> tuple[Message, ...]:
    """What waits in this one, in its order."""
    messages = _messages(conversation.pk)
    for message in messages:
        message.conversation = conversation
    return tuple(messages)


@written_once
def _with_something_waiting() -> QuerySet[Any, int]:
    return Message.objects.awaiting_bot().values_list("conversation", flat=True)


@written_once
def _conversations(keys: tuple[int, ...]) -> QuerySet[Conversation]:
    return Conversation.objects.filter(pk__in=keys).order_by("pk").with_doors()


@written_once
def _messages(conversation: int) -> QuerySet[Message]:
    return Message.objects.awaiting_bot().filter(conversation=conversation).order_by("number")
