"""A translation as the row an import would read."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from helpwell.knowledge.exporting.markdown import markdown_of
from helpwell.knowledge.importing.pictures import folder_of
from helpwell.knowledge.models import Attachment, Phrasing, Translation

AT_ONCE = 200  # translations read in one go


def translations() -> Iterator[Translation]:
    """All of them, in the order of their articles' ids."""
    rows = (
        Translation.objects.select_related(
            "article", "article__category", "article__owner", "live", "draft", "scheduled"
        )
        .prefetch_related(
            Prefetch("phrasings", Phrasing.objects.order_by("pk")),
            Prefetch("article__attachments", Attachment.objects.order_by("public_id")),
            "article__related",
        )
        .order_by("article__public_id", "language")
    )
    return rows.iterator(chunk_size=AT_ONCE)


def file_name(translation: Translation) -> str:
    """A name every file system takes; the id itself stands inside."""
    public_id = translation.article.public_id
    safe = re.sub(r"[^a-z0-9_-]+", "-", public_id).strip("-")[:80]
    if safe != public_id:
        safe = f"{safe or 'article'}-{hashlib.sha256(public_id.encode()).hexdigest()[:8]}"
    return f"{safe}.{translation.language}.md"


def entry_of(translation: Translation) -> dict[str, Any]:
    """Everything about it but its text, in the words of an import."""
    article = translation.article
    content = translation.live.content if translation.live and translation.is_published else translation.working_content
    said = {
        "id": article.public_id,
        "language": translation.language,
        "title": content.title,
        "summary": content.summary,
        "category": article.category.public_id if article.category else "",
        "kind": article.kind,
        "visibility": article.visibility,
        "status": translation.status,
        "publish_at": _moment(translation),
        "also_asked": [phrasing.text for phrasing in translation.phrasings.all()],
        "related": sorted(other.public_id for other in article.related.all()),
        "owner": article.owner.email if article.owner else "",
        "review_on": article.review_on.isoformat() if article.review_on else "",
        "source_language": article.source_language,
        "body": content.body,
    }
    return {name: value for name, value in said.items() if value or name in {"title", "body"}}


def markdown_file(entry: dict[str, Any], attachments: list[Attachment]) -> tuple[dict[str, Any], str]:
    """Front matter and text of its file; our own HTML where Markdown would not come back equal."""
    body = entry["body"]
    front = {name: value for name, value in entry.items() if name != "body"}
    text = markdown_of(body)
    if text is None:
        front["format"], text = "exact", body
    for attachment in attachments:
        text = text.replace(attachment.url, address_of(attachment))
    front["attachments"] = [address_of(attachment) for attachment in attachments]
    return {name: value for name, value in front.items() if value != []}, text


def address_of(attachment: Attachment) -> str:
    """Where its file lies, seen from the articles."""
    return f"../{folder_of(attachment)}/{attachment.public_id}/{attachment.name}"


def _moment(translation: Translation) -> str:
    is_waiting = translation.status == Translation.Status.SCHEDULED and translation.publish_at
    return translation.publish_at.isoformat() if is_waiting and translation.publish_at else ""
