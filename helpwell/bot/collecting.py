"""What a person will need to know: which fields are still unknown, and what her words say about the one we asked for.

She is in the line already while we ask; no field stands between her and a person (E04, E07).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from helpwell.bot.listening import listen
from helpwell.bot.topic import topic_of
from helpwell.conversations.fields import LONGEST_ANSWER, Field, fields_of, known_among
from helpwell.conversations.known_before import known_before
from helpwell.conversations.models import Conversation, Inbox, Message

FITS, UNFIT, SKIPPED, ELSEWHERE = "fits", "unfit", "skipped", "elsewhere"


@dataclass(frozen=True)
class Word:
    """What she did with our question: a value that fits, one that does not, no value, or something else entirely."""

    kind: str = ""  # FITS, UNFIT, SKIPPED, ELSEWHERE; "": nothing was asked
    value: str = ""
    why: str = ""  # of UNFIT: what would fit, in her language


def hear(field: Field, message: Message, language: str) -> Word:
    """What this message says to our question; her language must be active."""
    kind, _, picked = message.choice.partition(":")
    if kind == "skip":
        return Word(SKIPPED)
    if message.choice and kind != "field":
        return Word(ELSEWHERE)
    if not picked and _is_no_answer(message.text):
        return Word(ELSEWHERE)
    if listen(message.text).small_talk == "refuses" and not picked and not field.is_required:
        return Word(SKIPPED)
    try:
        return Word(FITS, field.read(picked or message.text, language))
    except ValidationError as error:
        return Word(UNFIT, why=" ".join(error.messages))


def unknown_fields(conversation: Conversation) -> tuple[Field, ...]:
    """What this inbox asks about this topic, has not asked here yet, and does not know."""
    fields = fields_of(conversation.inbox)
    if not fields:
        return ()
    topic = conversation.topic.public_id if conversation.topic else ""
    there = [one for one in fields if one.belongs_to(topic)]
    told = [*known_before(conversation), *conversation.told()]
    done = _asked(conversation.messages.all()) | known_among(there, told)
    return tuple(one for one in there if one.key not in done and not _is_known_address(one, conversation))


def asks_by_topic(inbox: Inbox) -> bool:
    """Whether what it asks depends on the topic, which has to be known before a person is asked for."""
    return any(one.topics for one in fields_of(inbox))


def note_topic(conversation: Conversation) -> None:
    """Say what it is about, if nobody has: her longest words tell most."""
    if conversation.topic_id is None:
        hers = conversation.messages.said().filter(kind=Message.Kind.FROM_CONTACT)
        message = max(hers, key=lambda one: len(one.text), default=None)
        if message and (topic := topic_of(message)):
            conversation.set_topic(topic, by=None)


def _is_no_answer(text: str) -> bool:
    """A question back, a story, or a wish that has been heard already."""
    heard = listen(text)
    moved = heard.wants_person or heard.is_upset or bool(heard.sensitive)
    return moved or text.rstrip().endswith("?") or len(text) > LONGEST_ANSWER


def _asked(messages: Iterable[Message]) -> set[str]:
    return {key for message in messages if (key := message.trace.get("asks"))}


def _is_known_address(field: Field, conversation: Conversation) -> bool:
    return field.kind == "email" and bool(conversation.contact.email)
