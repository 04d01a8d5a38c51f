"""For whoever takes a conversation over: how it began, what was tried, what is open. From rows alone (E05, G16)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.text import Truncator

from helpwell.conversations.models import Conversation, Message, Use
from helpwell.desk.context import Context
from helpwell.desk.reads import handings_of
from helpwell.desk.reasons import in_words
from helpwell.desk.tried import Attempt, own_words, tried_in
from helpwell.people.models import Event, User
from helpwell.people.models.event import subject_name

LONGEST = 220  # letters of what is quoted
A_SENTENCE = 3  # words; fewer are mostly a greeting


@dataclass(frozen=True)
class Summary:
    """What the one who takes over has to know."""

    giver: User | None  # None: it came by itself
    is_from_assistant: bool  # nobody but the assistant has had it
    why: str  # it gave way; "" when it does not say
    question: str  # how it began
    tried: list[Attempt]  # by the assistant
    replies: int  # how often people answered
    sent: list[str]  # titles of what they sent to her
    read: list[str]  # titles of what she read by herself
    told: list[str]  # what she was asked for
    last_note: str
    still_open: str  # what she said that nobody has answered, beyond her question
    is_waiting: bool  # somebody has to answer her, be it the question alone


def summary_for(conversation: Conversation, reader: User, look: Callable[[], Context]) -> Summary | None:
    """None when she knows all of it: nobody had it before, somebody has answered since, or nothing was tried.

    Only otherwise it looks at what stands beside the conversation.
    """
    given = _given(conversation, reader)
    if given is None:
        return None
    messages = list(conversation.whole_messages().select_related("author"))
    is_from_assistant = given.kind == "conversation.handed_over"
    tried = tried_in(messages)
    if _is_answered(messages, given, None if is_from_assistant else reader) or (is_from_assistant and not tried):
        return None
    question, context = _question(messages), look()
    return Summary(
        giver=given.by if given.by != reader else None,
        is_from_assistant=is_from_assistant,
        why=in_words(given.data.get("why", "")) if is_from_assistant else "",
        question=_short(question),
        tried=tried,
        replies=sum(one.kind == Message.Kind.REPLY for one in messages),
        sent=_sent(conversation),
        read=_read(context, tried),
        told=[f"{label}: {answer}" for label, answer in context.told.items()],
        last_note=next((_short(one.text) for one in reversed(messages) if one.is_note), ""),
        still_open=_short(_unanswered(messages, question)),
        is_waiting=conversation.waiting_since is not None,
    )


def _given(conversation: Conversation, reader: User) -> Event | None:
    """How it came to her: by a colleague, else by the assistant, which tells whoever looks."""
    handings = handings_of(subject_name(conversation))
    assigned = [one for one in handings if one.kind == "conversation.assigned"]
    if assigned and assigned[0].data.get("to") in (reader.pk, None):  # hers, or nobody's: perhaps through a team
        former = next((one for one in assigned if one.data.get("was") not in (reader.pk, None)), None)
        if former:
            return former
    return next((one for one in handings if one.kind == "conversation.handed_over"), None)


def _is_answered(messages: Iterable[Message], given: Event, by: User | None) -> bool:
    """Whether somebody has said something since; None: any of us."""
    ours = (one for one in messages if one.author_id and one.said_at > given.at)
    return any(by is None or one.author_id == by.pk for one in ours)


def _question(messages: Iterable[Message]) -> str:
    """Her first sentence; where she has only pressed or greeted, all of that."""
    hers = [one.text for one in own_words(messages)]
    sentence = next((text for text in hers if len(text.split()) >= A_SENTENCE), "")
    return sentence or " › ".join(hers)


def _read(context: Context, tried: Iterable[Attempt]) -> list[str]:
    """Titles beyond those that the assistant answered with."""
    titles = dict.fromkeys(step.words for step in context.steps if step.icon == "book-open")
    return [title for title in titles if not any(title in one.words for one in tried)][:3]


def _sent(conversation: Conversation) -> list[str]:
    uses = Use.objects.filter(message__conversation=conversation).select_related("revision").order_by("pk")
    return list(dict.fromkeys(use.revision.title for use in uses if use.revision))


def _unanswered(messages: list[Message], question: str) -> str:
    """Her own words since a person's last ones, beyond her question and what came before that."""
    last = max((place for place, one in enumerate(messages) if one.kind == Message.Kind.REPLY), default=-1)
    hers = [one.text for one in own_words(messages) if one in messages[last + 1 :]]
    if question in hers:
        hers = hers[hers.index(question) + 1 :]
    return " … ".join(hers)


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LONGEST)
