"""Hand out an article's files to those who may read the article."""

import re
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from helpwell.base.sealed import sealed
from helpwell.knowledge.access import audiences_of
from helpwell.knowledge.models import Attachment

A_DAY = 86_400
PIECE = 1024 * 1024  # bytes at once: a slow player must not hold one of our few threads for a whole video
ASKED = re.compile(r"bytes=(\d*)-(\d*)")  # one part; RFC 9110, section 14 lets us answer several with the whole


@require_safe
def attachment(request: HttpRequest, public_id: UUID, name: str) -> HttpResponseBase:
    """Pictures and recordings are shown, anything else is downloaded; never run, never guessed (T11)."""
    found = get_object_or_404(Attachment.objects.readable(audiences_of(request.user)), public_id=public_id)
    response = _part(request, found) or _whole(found)
    public = found.article.visibility == found.article.Visibility.PUBLIC
    response["Accept-Ranges"] = "bytes"
    return sealed(response, f"{'public' if public else 'private'}, max-age={A_DAY}")


def _whole(found: Attachment) -> HttpResponseBase:
    return FileResponse(
        found.file.open("rb"),
        as_attachment=not (found.is_picture or found.is_recording),
        filename=found.name,
        content_type=found.content_type,
    )


def _part(request: HttpRequest, found: Attachment) -> HttpResponse | None:
    """The piece a player asks for, or its beginning (it asks again); None when the whole file is wanted."""
    asked = ASKED.fullmatch(request.headers.get("Range", ""))
    if not found.is_recording or asked is None or asked.group() == "bytes=-" or "If-Range" in request.headers:
        return None
    first, last = _ends(asked[1], asked[2], found.size)
    if not 0 <= first <= last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{found.size}"})
    last = min(last, first + PIECE - 1)
    with found.file.open("rb") as file:
        file.seek(first)
        content = file.read(last - first + 1)
    span = f"bytes {first}-{last}/{found.size}"
    return HttpResponse(content, status=206, content_type=found.content_type, headers={"Content-Range": span})


def _ends(first: str, last: str, size: int) -> tuple[int, int]:
    """The first and the last byte meant; "-500" means the last 500."""
    if not first:
        return max(size - int(last), 0), size - 1 if int(last) else -1
    return int(first), min(int(last or size), size - 1)
