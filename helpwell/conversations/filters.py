"""What narrows a list of conversations, as plain words that an address and a saved view can keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.db.models import Q
from django.utils import timezone

from helpwell.conversations.models.conversation_reads import ConversationQuerySet
from helpwell.people.models import User

NAMES = ("inbox", "team", "assignee", "topic", "tag", "priority", "late")
KEYS = ("inbox", "team", "topic")  # whose values are keys of rows
LONGEST = 40  # letters of a value; no tag is longer


@dataclass(frozen=True)
class Filters:
    """By name, without empty ones. What makes no sense narrows nothing."""

    values: Mapping[str, str]

    @classmethod
    def read(cls, data: Mapping[str, str]) -> Self:
        """Those of an address, a form or a row."""
        given = {name: str(data.get(name, "")).strip()[:LONGEST] for name in NAMES}
        return cls({name: value for name, value in given.items() if _makes_sense(name, value)})

    def __bool__(self) -> bool:
        return bool(self.values)

    def without(self, name: str) -> "Filters":
        """All but one."""
        return Filters({other: value for other, value in self.values.items() if other != name})

    def narrow(self, rows: ConversationQuerySet, user: User) -> ConversationQuerySet:
        """The conversations of which all of it is true; "me" is `user`."""
        for name, value in self.values.items():
            rows = rows.filter(_condition(name, value, user))
        return rows


def _makes_sense(name: str, value: str) -> bool:
    if name in KEYS or (name == "assignee" and value not in ("me", "none")):
        return value.isascii() and value.isdigit() and len(value) < 18
    return bool(value)


def _condition(name: str, value: str, user: User) -> Q:
    if name == "assignee" and value in ("me", "none"):
        return Q(assignee=user if value == "me" else None)
    if name == "late":
        now = timezone.now()
        return Q(waiting_since__isnull=False, reply_due_at__lt=now) | Q(resolution_due_at__lt=now)
    return Q(**{{"tag": "tags__name__iexact"}.get(name, name): value})
