"""A past cannot be lived again: the verbs run today, and then what they dated is set back to when the story says."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from helpwell.answers.models import Outcome, Question
from helpwell.conversations.models import Conversation, Message
from helpwell.people.models import Contact, Event
from helpwell.people.models.event import subject_name


def set_back(conversation: Conversation, since: datetime, to: datetime) -> None:
    """Everything about the conversation that was dated `since` then happened at `to`; older dates stay."""
    for rows, names in _dated(conversation):
        for name in names:
            rows.filter(**{f"{name}__gte": since}).update(**{name: to})
    conversation.refresh_from_db()


def _dated(conversation: Conversation) -> "Iterable[tuple[QuerySet, tuple[str, ...]]]":  # type: ignore[type-arg]
    """The rows that tell of it, with their dates. When it wakes lies ahead and is never set back."""
    dates = ("created_at", "changed_at", "waiting_since", "first_replied_at", "resolved_at")
    return (
        (Conversation.objects.filter(pk=conversation.pk), dates),
        (Message.objects.filter(conversation=conversation), ("said_at",)),
        (Event.objects.filter(subject=subject_name(conversation)), ("at",)),
        (Question.objects.filter(conversation=conversation), ("asked_at", "opened_at")),
        (Outcome.objects.filter(question__conversation=conversation), ("at",)),
        (Contact.objects.filter(pk=conversation.contact_id), ("created_at",)),
    )
