"""Keep a file that came or leaves with a message, under a random name, as what it really is (T11)."""

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from helpwell.base.uploads import Checked, UnfitFile, check, fitting_name, without_notes
from helpwell.conversations.inbound import InboundFile
from helpwell.conversations.models.attachment import Attachment

if TYPE_CHECKING:
    from helpwell.conversations.models.message import Message


def attach(message: "Message", file: InboundFile) -> Attachment:
    """Keep the file. What is no known kind is kept too, as bytes that no browser opens."""
    checked, content = _looked_at(file)
    attachment = Attachment(
        message=message,
        name=fitting_name(file.name, checked.ending),
        content_type=checked.content_type,
        size=len(content),
        width=checked.width,
        height=checked.height,
    )
    attachment.file.save(attachment.name, ContentFile(content), save=False)
    attachment.save()
    return attachment


def _looked_at(file: InboundFile) -> tuple[Checked, bytes]:
    try:
        check(file.content, file.name)
    except UnfitFile:
        return Checked(".bin", "application/octet-stream", None, None), file.content
    content = without_notes(file.content)
    return check(content, file.name), content
