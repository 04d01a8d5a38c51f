"""Hand out an article's files to those who may read the article."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from helpwell.knowledge.access import audiences_of
from helpwell.knowledge.models import Attachment

A_DAY = 86_400


@require_safe
def attachment(request: HttpRequest, public_id: UUID, name: str) -> FileResponse:
    """A picture is shown, anything else is downloaded; never run, never guessed (T11)."""
    found = get_object_or_404(Attachment.objects.readable(audiences_of(request.user)), public_id=public_id)
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=not found.is_picture,
        filename=found.name,
        content_type=found.content_type,
    )
    public = found.article.visibility == found.article.Visibility.PUBLIC
    response["Cache-Control"] = f"{'public' if public else 'private'}, max-age={A_DAY}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
