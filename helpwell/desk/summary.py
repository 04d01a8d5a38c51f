"""For whoever takes a conversation over: how it began, what was tried, what is open. From rows alone (G16)."""

from dataclasses import dataclass

from django.utils.text import Truncator

from helpwell.conversations.models import Conversation, Message, Use
from helpwell.desk.context import Context
from helpwell.desk.reads import assignments_of
from helpwell.people.models import User
from helpwell.people.models.event import subject_name

LONGEST = 220  # letters of what is quoted


@dataclass(frozen=True)
class Summary:
    """What the one who takes over has to know."""

    giver: User | None  # None: it came by itself
    question: str  # how it began
    answers: list[str]  # titles of what was sent to her
    read: list[str]  # titles of what she read by herself
    replies: int  # how often we answered
    last_note: str
    still_open: str  # what she said that nobody has answered


def summary_for(conversation: Conversation, reader: User, context: Context) -> Summary | None:
    """None when it is not hers, when nobody had it before, or when she has answered since."""
    given = next(iter(assignments_of(subject_name(conversation))), None)
    if given is None or given.data.get("to") != reader.pk or not given.data.get("was"):
        return None
    messages = list(conversation.whole_messages().select_related("author"))
    if any(message.author_id == reader.pk and message.said_at > given.at for message in messages):
        return None
    return Summary(
        giver=given.by if given.by != reader else None,
        question=next((_short(one.text) for one in messages if one.is_from_contact), ""),
        answers=_sent(conversation),
        read=[step.words for step in context.steps if step.icon == "book-open"][:3],
        replies=sum(one.kind in (Message.Kind.REPLY, Message.Kind.BOT_REPLY) for one in messages),
        last_note=next((_short(one.text) for one in reversed(messages) if one.is_note), ""),
        still_open=_unanswered(messages),
    )


def _sent(conversation: Conversation) -> list[str]:
    uses = Use.objects.filter(message__conversation=conversation).select_related("revision").order_by("pk")
    return list(dict.fromkeys(use.revision.title for use in uses if use.revision))


def _unanswered(messages: list[Message]) -> str:
    """Her words since our last ones."""
    hers: list[str] = []
    for message in reversed(messages):
        if message.kind in (Message.Kind.REPLY, Message.Kind.BOT_REPLY):
            break
        if message.is_from_contact:
            hers.insert(0, message.text)
    return _short(" … ".join(hers))


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LONGEST)
