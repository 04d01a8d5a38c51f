"""What was said and done in a conversation, in one line of time."""

from dataclasses import dataclass
from datetime import datetime

from helpwell.conversations.models import Conversation, Message
from helpwell.desk.happened import Happened, tell
from helpwell.desk.reads import Keys, awaiting_approval, happened_to, last_said
from helpwell.people.models import User
from helpwell.people.models.event import subject_name

SHOWN = 50  # messages; the earlier ones come on demand
MOST = 1000


@dataclass(frozen=True)
class Said:
    """A message as the desk shows it."""

    message: Message
    is_first_new: bool  # of those the reader has not had in front of her
    is_message = True

    @property
    def at(self) -> datetime:
        """When it was said."""
        return self.message.said_at


@dataclass(frozen=True)
class Log:
    """The end of a conversation, oldest first, and how much lies before it."""

    entries: list[Said | Happened]
    earlier_count: int  # messages that are not shown
    shown: int


def log_of(
    conversation: Conversation, keys: Keys, reader: User, language: str, read_number: int, shown: int = SHOWN
) -> Log:
    """The last messages with what happened between them, and what still waits for approval; in all of these `keys`."""
    shown = SHOWN if shown <= SHOWN else MOST
    last = last_said(keys, size=shown)[::-1]
    events = happened_to(subject_name(conversation), size=4 * shown)
    if len(last) == shown:
        events = [event for event in events if event.at >= last[0].said_at]
    said = _said([*last, *awaiting_approval(conversation.pk)], conversation, reader, read_number)
    entries: list[Said | Happened] = [*said, *tell(events, language)]
    entries.sort(key=lambda entry: (entry.at, not entry.is_message))
    earlier_count = conversation.whole_messages().count() - shown if len(last) == shown else 0
    return Log(entries, earlier_count, shown)


def _said(messages: list[Message], conversation: Conversation, reader: User, read_number: int) -> list[Said]:
    new = [message for message in messages if _is_new(message, conversation, reader, read_number)]
    return [Said(message, message in new[:1]) for message in messages]


def _is_new(message: Message, conversation: Conversation, reader: User, read_number: int) -> bool:
    own = message.conversation_id == conversation.pk
    return own and message.author_id != reader.pk and (message.number or 0) > read_number
