"""The past: revisions, drafts and votes, a line each."""

from collections.abc import Iterator
from typing import Any

from helpwell.knowledge.models import Draft, Revision, Vote


def revisions() -> Iterator[dict[str, Any]]:
    """Every state every translation had."""
    rows = Revision.objects.select_related("translation__article", "author").order_by("translation_id", "number")
    for row in rows.iterator(chunk_size=500):
        yield {
            **_of(row.translation),
            "number": row.number,
            "title": row.title,
            "summary": row.summary,
            "body": row.body,
            "author": row.author.email if row.author else "",
            "origin": row.origin,
            "created_at": row.created_at.isoformat(),
        }


def drafts() -> Iterator[dict[str, Any]]:
    """What editors have written and nobody else has seen."""
    for row in Draft.objects.select_related("translation__article").order_by("pk"):
        yield {**_of(row.translation), "title": row.title, "summary": row.summary, "body": row.body}


def votes() -> Iterator[dict[str, Any]]:
    """Readers' words, without who they were."""
    rows = Vote.objects.select_related("translation__article", "revision").order_by("pk")
    for row in rows.iterator(chunk_size=500):
        yield {
            **_of(row.translation),
            "revision": row.revision.number if row.revision else None,
            "helpful": row.helpful,
            "reason": row.reason,
            "comment": row.comment,
            "status": row.status,
            "created_at": row.created_at.isoformat(),
        }


def _of(translation: Any) -> dict[str, Any]:
    return {"id": translation.article.public_id, "language": translation.language}
