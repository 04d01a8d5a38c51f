"""Files of a conversation, for whoever was told their signed address."""

from uuid import UUID

from django.core.signing import BadSignature
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from helpwell.base.sealed import sealed
from helpwell.channels.chat.telling import SIGNER
from helpwell.conversations.models import Attachment

HOURS = 12 * 3600  # seconds an address works


@require_safe
def file(request: HttpRequest, token: str) -> FileResponse:
    """A picture is shown, everything else is saved; nothing in it can run (T11)."""
    try:
        public_id = UUID(SIGNER.unsign(token, max_age=HOURS))
    except (BadSignature, ValueError) as error:
        raise Http404 from error
    found = Attachment.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    response = FileResponse(
        found.file.open(), as_attachment=not found.is_picture, filename=found.name, content_type=found.content_type
    )
    return sealed(response, keep="private, max-age=3600")
