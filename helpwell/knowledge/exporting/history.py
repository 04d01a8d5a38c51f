"""The past of each article, a line each: its revisions, drafts and addresses in every language."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch

from helpwell.knowledge.models import Article, Attachment, Draft, Revision, Translation
from helpwell.people.models import User

AT_ONCE = 50  # articles read in one go, with all their revisions


def histories() -> Iterator[dict[str, Any]]:
    """Of every article, in the order of their ids."""
    pointers = Translation.objects.select_related("live", "scheduled", "based_on", "draft__updated_by")
    articles = Article.objects.select_related("checked_by").prefetch_related(
        Prefetch("translations", pointers.order_by("language")),
        Prefetch("translations__revisions", Revision.objects.select_related("author").order_by("number")),
        "translations__former_slugs",
        Prefetch("attachments", Attachment.objects.select_related("uploaded_by").order_by("public_id")),
    )
    for article in articles.order_by("public_id").iterator(chunk_size=AT_ONCE):
        yield _said(
            id=article.public_id,
            created_at=_iso(article.created_at),
            checked_at=_iso(article.checked_at),
            checked_by=_address(article.checked_by),
            reminded_on=_iso(article.reminded_on),
            attachments=[_attachment(one) for one in article.attachments.all()],
            languages={one.language: _language(one) for one in article.translations.all()},
        )


def _language(translation: Translation) -> dict[str, Any]:
    draft: Draft | None = getattr(translation, "draft", None)
    return _said(
        address=translation.slug,
        former_addresses=sorted(former.slug for former in translation.former_slugs.all()),
        live=_number(translation.live),
        scheduled=_number(translation.scheduled),
        based_on=_number(translation.based_on),
        publish_at=_iso(translation.publish_at),
        published_at=_iso(translation.published_at),
        updated_at=_iso(translation.updated_at),
        draft=_draft(draft) if draft else None,
        revisions=[_revision(revision) for revision in translation.revisions.all()],
    )


def _revision(revision: Revision) -> dict[str, Any]:
    return _said(
        number=revision.number,
        title=revision.title,
        summary=revision.summary,
        body=revision.body,
        author=_address(revision.author),
        origin=revision.origin,
        created_at=_iso(revision.created_at),
    )


def _draft(draft: Draft) -> dict[str, Any]:
    return _said(
        title=draft.title,
        summary=draft.summary,
        body=draft.body,
        base=draft.base,
        author=_address(draft.updated_by),
        created_at=_iso(draft.updated_at),
    )


def _attachment(attachment: Attachment) -> dict[str, Any]:
    return _said(
        id=str(attachment.public_id),
        alt=attachment.alt,
        author=_address(attachment.uploaded_by),
        created_at=_iso(attachment.created_at),
    )


def _said(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _number(revision: Revision | None) -> int | None:
    return revision.number if revision else None


def _address(user: User | None) -> str:
    return user.email if user else ""


def _iso(moment: date | None) -> str:
    return moment.isoformat() if moment else ""
