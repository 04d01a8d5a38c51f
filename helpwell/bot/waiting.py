"""Messages wait for the bot as rows; whoever looks at them can be told at once."""

from django.db.models import QuerySet

from helpwell.base.hurry import Hurry
from helpwell.base.prepared import written_once
from helpwell.conversations.models import Conversation, Message

hurry = Hurry()


def waiting_conversations() -> list[Conversation]:
    """Those in which something waits, with what is needed to answer."""
    return _with_something_waiting()


def waiting_messages(conversation: Conversation) -> tuple[Message, ...]:
    """What waits in this one, in its order."""
    messages = _messages(conversation.pk)
    for message in messages:
        message.conversation = conversation
    return tuple(messages)


@written_once
def _with_something_waiting() -> QuerySet[Conversation]:
    waiting = Message.objects.awaiting_bot().order_by().values("conversation")
    return Conversation.objects.filter(pk__in=waiting).order_by("pk").with_doors()


@written_once
def _messages(conversation: int) -> QuerySet[Message]:
    return Message.objects.awaiting_bot().filter(conversation=conversation).order_by("number")
