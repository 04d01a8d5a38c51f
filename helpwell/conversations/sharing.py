"""How much of the sharing out happens by itself (G06)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from helpwell.people.models import Event

FOUND_ROOM = ("least_busy", "agent_away")  # why a conversation is given away by itself: see assigning.py


@dataclass(frozen=True)
class Shared:
    """How many conversations came into somebody's hands, and how many of those without anybody's doing."""

    all: int
    by_itself: int


def shared_since(since: datetime) -> Shared:
    """Since then; each conversation counts once."""
    assigned = Event.objects.filter(kind="conversation.assigned", at__gte=since)
    alone = Q(by=None, data__why__in=FOUND_ROOM)
    found = assigned.aggregate(
        all=Count("subject", distinct=True, filter=alone | Q(by__isnull=False)),
        by_itself=Count("subject", distinct=True, filter=alone),
    )
    return Shared(**found)
