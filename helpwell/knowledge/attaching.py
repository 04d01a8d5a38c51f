"""Take a picture or file into an article: checked by its content, kept under a random name (T11)."""

import hashlib
import uuid

from django.core.files.base import ContentFile

from helpwell.base.uploads import check, fitting_name, without_notes
from helpwell.knowledge.models import Article, Attachment
from helpwell.people.models import User


def attach(
    article: Article, content: bytes, name: str, by: User | None, *, alt: str = "", public_id: uuid.UUID | None = None
) -> Attachment:
    """Keep a file with its article, the same bytes once. Raises `UnfitFile`, or OSError when the disk is full."""
    check(content, name)
    content = without_notes(content)
    checked = check(content, name)  # a photograph turned upright has other sides
    digest = hashlib.sha256(content).hexdigest()
    if known := article.attachments.filter(sha256=digest).first():
        return known
    if public_id is None or Attachment.objects.filter(public_id=public_id).exists():
        public_id = uuid.uuid4()
    attachment = Attachment(
        public_id=public_id,
        article=article,
        name=fitting_name(name, checked.ending),
        content_type=checked.content_type,
        size=len(content),
        width=checked.width,
        height=checked.height,
        alt=alt[:300],
        sha256=digest,
        uploaded_by=by,
    )
    attachment.file.save(attachment.name, ContentFile(content), save=False)
    attachment.save()
    return attachment
