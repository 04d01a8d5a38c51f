"""What every look at a conversation asks of the database, each written once."""

from typing import Any

from django.db.models import Q, QuerySet

from helpwell.answers.models import Question
from helpwell.base.prepared import written_once
from helpwell.conversations.models import Conversation, Message
from helpwell.knowledge.models import Category, Vote
from helpwell.people.models import Event, User, Visitor

Keys = tuple[int, ...]


@written_once
def conversations_seen(pk: int, reader: int, *, role: str) -> QuerySet[Conversation]:
    """The one of this key, for somebody who may see it, with all that its page shows of it and `read_number`."""
    user = User(pk=reader, role=role)
    visible = Conversation.objects.visible_to(user).with_reading_of(user).filter(pk=pk)
    rows = visible.select_related("contact", "assignee", "team", "inbox__team", "topic", "merged_into")
    return rows.prefetch_related("tags", "topic__names", "contact__addresses")


def is_seen_by(reader: User, pk: int) -> bool:
    """Whether she may see the one of this key."""
    return bool(_keys_seen(pk, reader.pk, role=reader.role))


@written_once
def _keys_seen(pk: int, reader: int, *, role: str) -> QuerySet[Any, int]:
    return Conversation.objects.visible_to(User(pk=reader, role=role)).filter(pk=pk).values_list("pk", flat=True)


@written_once
def last_said(conversations: Keys, *, size: int) -> QuerySet[Message]:
    """The newest messages in these, the last first."""
    said = Message.objects.filter(conversation__in=conversations, number__isnull=False)
    return said.order_by("-said_at", "-pk").for_desk()[:size]


@written_once
def awaiting_approval(pk: int) -> QuerySet[Message]:
    """What trainees have written in it and nobody has approved."""
    return Message.objects.filter(conversation=pk).awaiting_approval().for_desk()


@written_once
def happened_to(subject: str, *, size: int) -> QuerySet[Event]:
    """Its newest events, the last first."""
    return Event.objects.named(subject)[:size]


@written_once
def handings_of(subject: str) -> QuerySet[Event]:
    """Into whose hands it came, and when the assistant gave way: the last few of these."""
    return Event.objects.named(subject).filter(kind__in=("conversation.assigned", "conversation.handed_over"))[:4]


@written_once
def topics() -> QuerySet[Category]:
    """Every topic, as a tree read from top to bottom."""
    found: QuerySet[Category] = Category.objects.order_by("path").prefetch_related("names")
    return found


@written_once
def questions_of(contacts: Keys, conversation: int, *, size: int) -> QuerySet[Question]:
    """What they asked anywhere, the newest first."""
    asked = Question.objects.filter(Q(visitor__in=_visitors(contacts)) | Q(conversation=conversation))
    rows = asked.exclude(surface=Question.Surface.DESK).select_related("opened__article", "opened__live")
    return rows.order_by("-asked_at")[:size]


@written_once
def votes_of(contacts: Keys, *, size: int) -> QuerySet[Vote]:
    """What they said about articles, the newest first."""
    votes = Vote.objects.filter(visitor__in=_visitors(contacts))
    return votes.select_related("translation__live", "translation__article").order_by("-created_at")[:size]


@written_once
def others_of(contacts: Keys, but: int, reader: int, *, role: str, size: int) -> QuerySet[Conversation]:
    """What else was said with them, as far as she may see it, the newest first and with what they said of it."""
    visible = Conversation.objects.visible_to(User(pk=reader, role=role))
    others = visible.of_contacts(contacts).whole().exclude(pk=but)
    return others.select_related("inbox", "rating")[:size]


@written_once
def page_in(conversations: Keys) -> QuerySet[Any, Any]:
    """The address of the page on which she wrote last, where that is known."""
    said = Message.objects.filter(conversation__in=conversations, number__isnull=False).exclude(page="")
    return said.order_by("-said_at", "-pk").values_list("page", flat=True)[:1]


def _visitors(contacts: Keys) -> QuerySet[Visitor]:
    return Visitor.objects.filter(contact__in=contacts)
