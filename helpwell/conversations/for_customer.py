"""What a customer sees of her conversation. Her open pages ask at every message, so each query is written once."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from helpwell.base.prepared import written_once
from helpwell.base.related import fetch_related
from helpwell.conversations.models import Attachment, Conversation, Message, Reading

MOST = 200  # messages at once; she asks for the rest


@dataclass(frozen=True)
class HowFarRead:
    """A customer's place in a conversation."""

    last: int  # number of the last message she may read; 0: none yet
    unread: int  # of what we said
    by_us: int  # the last number that somebody at the desk has read; 0: none, or it is not shown


def for_customer(pk: int) -> tuple[Conversation, HowFarRead] | None:
    """The conversation with its inbox and who holds it, as far as she is shown them; None when there is none."""
    for found in _with_holder(pk):
        return found, _how_far(found, found.last, found.unread, found.by_us)  # type: ignore[attr-defined]
    return None


def how_far_read(conversation: Conversation) -> HowFarRead:
    """Where the customer's view ends, how much of it she has not seen, and how much of hers we have."""
    return _how_far(conversation, *(_place(conversation.pk) or [(0, 0, 0)])[0])


def _how_far(conversation: Conversation, last: int, unread: int, by_us: int) -> HowFarRead:
    return HowFarRead(last, unread, by_us if conversation.inbox.shows_presence else 0)


def said_after(conversation: int, number: int) -> list[Message]:
    """What was said after message `number`: the next `MOST`, or the last ones for who has none yet.

    Each says whether it `has_files`, and with these, knows them.
    """
    said = _next_said(conversation, number) if number else _last_said(conversation)[::-1]
    fetch_related([message for message in said if message.has_files], "files")  # type: ignore[attr-defined]
    return said


@written_once
def _with_holder(pk: int) -> QuerySet[Conversation]:
    shown = Conversation.objects.filter(pk=pk).select_related("assignee", "inbox").annotate(**_places())
    return shown.only(
        "subject", "status", "first_replied_at", "changed_at", "waiting_since", "contact", "assignee__name",
        "inbox__channel", "inbox__options", "inbox__hours",
    )  # fmt: skip


@written_once
def _place(conversation: int) -> QuerySet[Any, Any]:
    here: QuerySet[Any, Any] = Conversation.objects.filter(pk=conversation).annotate(**_places())
    return here.values_list("last", "unread", "by_us")


def _places() -> dict[str, Coalesce]:
    """What a conversation's `HowFarRead` says."""
    shown = Message.objects.for_customer().filter(conversation=OuterRef("pk"))
    unseen = shown.filter(kind__in=Message.FROM_US, delivery__in=Message.UNDELIVERED).order_by().values("conversation")
    readings = Reading.objects.filter(conversation=OuterRef("pk"))
    return {
        "last": Coalesce(Subquery(shown.order_by("-number").values("number")[:1]), 0),
        "unread": Coalesce(Subquery(unseen.annotate(count=Count("pk")).values("count")), 0),
        "by_us": Coalesce(Subquery(readings.order_by("-number").values("number")[:1]), 0),
    }


@written_once
def _next_said(conversation: int, number: int) -> QuerySet[Message]:
    later = _said(conversation).filter(number__gt=number)
    return later[:MOST]


@written_once
def _last_said(conversation: int) -> QuerySet[Message]:
    return _said(conversation).order_by("-number")[:MOST]


def _said(conversation: int) -> QuerySet[Message]:
    said = Message.objects.for_customer().filter(conversation=conversation)
    shown = said.select_related("author").only(
        "number", "kind", "text", "said_at", "card", "external_id", "author__name"
    )
    return shown.annotate(has_files=Exists(Attachment.objects.filter(message=OuterRef("pk"))))
