"""What a customer sees of her conversation. Her open pages ask at every message, so each query is written once."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from helpwell.base.prepared import written_once
from helpwell.conversations.models import Conversation, Message, Reading

MOST = 200  # messages at once; she asks for the rest


@dataclass(frozen=True)
class HowFarRead:
    """A customer's place in a conversation."""

    last: int  # number of the last message she may read; 0: none yet
    unread: int  # of what we said
    by_us: int  # the last number that somebody at the desk has read; 0: none, or it is not shown


def for_customer(pk: int) -> Conversation | None:
    """The conversation with its inbox and who holds it; None when there is none."""
    found = _with_holder(pk)
    return found[0] if found else None


def how_far_read(conversation: Conversation) -> HowFarRead:
    """Where the customer's view ends, how much of it she has not seen, and how much of hers we have."""
    [(last, unread)] = _place(conversation.pk) or [(0, 0)]
    read = _read_by_us(conversation.pk) if conversation.inbox.shows_presence else []
    return HowFarRead(last, unread, read[0] if read else 0)


def said_after(conversation: int, number: int) -> list[Message]:
    """What was said after message `number`: the next `MOST`, or the last ones for who has none yet."""
    return _next_said(conversation, number) if number else _last_said(conversation)[::-1]


@written_once
def _with_holder(pk: int) -> QuerySet[Conversation]:
    return Conversation.objects.filter(pk=pk).select_related("assignee", "inbox")


@written_once
def _place(conversation: int) -> QuerySet[Any, Any]:
    mine = Message.objects.for_customer().filter(conversation=conversation).order_by().values("conversation")
    unseen = Q(kind__in=Message.FROM_US, delivery__in=Message.UNDELIVERED)
    return mine.annotate(last=Max("number"), unread=Count("pk", filter=unseen)).values_list("last", "unread")


@written_once
def _read_by_us(conversation: int) -> QuerySet[Any, Any]:
    readings = Reading.objects.filter(conversation=conversation).order_by("-number")
    return readings.values_list("number", flat=True)[:1]


@written_once
def _next_said(conversation: int, number: int) -> QuerySet[Message]:
    later = _said(conversation).filter(number__gt=number)
    return later[:MOST]


@written_once
def _last_said(conversation: int) -> QuerySet[Message]:
    return _said(conversation).order_by("-number")[:MOST]


def _said(conversation: int) -> QuerySet[Message]:
    said = Message.objects.for_customer().filter(conversation=conversation)
    return said.select_related("author").prefetch_related("files")
