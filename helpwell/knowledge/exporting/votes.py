"""Readers' votes, a line each, without who they were."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from helpwell.knowledge.models import Vote


@dataclass
class Numbers:
    """Gives each visitor a number that means nothing outside of one export: 1 for the first, 2 for the next."""

    _known: dict[UUID, int] = field(default_factory=dict)

    def of(self, visitor_id: UUID | None) -> int | None:
        """The visitor's number; None for nobody."""
        return self._known.setdefault(visitor_id, len(self._known) + 1) if visitor_id else None


def votes(numbers: Numbers) -> Iterator[dict[str, Any]]:
    """All of them, in the order in which they came."""
    rows = Vote.objects.select_related("translation__article", "revision", "assignee").order_by("pk")
    for row in rows.iterator(chunk_size=500):
        yield {
            "id": row.translation.article.public_id,
            "language": row.translation.language,
            "revision": row.revision.number if row.revision else None,
            "visitor": numbers.of(row.visitor_id),
            "helpful": row.helpful,
            "reason": row.reason,
            "comment": row.comment,
            "status": row.status,
            "assignee": row.assignee.email if row.assignee else "",
            "created_at": row.created_at.isoformat(),
            "handled_at": row.handled_at.isoformat() if row.handled_at else None,
        }
