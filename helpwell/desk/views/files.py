"""An article's pictures and files."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpwell.base.uploads import LARGEST_RECORDING, UnfitFile
from helpwell.desk.editing import Desk, find_translation
from helpwell.knowledge.attaching import attach
from helpwell.knowledge.models import Attachment, Translation
from helpwell.people.access import StaffRequest, editor_required

FORM_AROUND = 100_000  # bytes a form adds to the file it carries


@csrf_exempt  # only this far: the checks below come before the body is read, `_take` asks for the token
@editor_required
@require_POST
def files(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Take a picture or file into the article. Whatever is wrong is said in words, and nothing is half done."""
    translation = find_translation(pk, language)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_RECORDING + FORM_AROUND:
        return _refused(
            _("This file is too large. Pictures may have 10 MB, videos and sounds 100 MB, other files 25 MB."),
            status=413,
        )
    try:
        return _take(request, translation)
    except UnfitFile as error:
        return _refused(str(error), status=422)
    except OSError:
        return _refused(
            _("The file could not be stored; the server's disk may be full. Your text is safe."), status=507
        )


@csrf_protect
def _take(request: HttpRequest, translation: Translation) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        return _refused(_("Choose a file first."), status=422)
    user = request.user if request.user.is_authenticated else None
    attachment = attach(translation.article, upload.read(), upload.name or "", user, alt=request.POST.get("alt", ""))
    return JsonResponse(
        {
            "url": attachment.url,
            "name": attachment.name,
            "type": attachment.content_type,
            "alt": attachment.alt,
            "width": attachment.width,
            "height": attachment.height,
            "description": _description_url(translation, attachment),
        },
        status=201,
    )


@editor_required
@require_http_methods(["POST", "DELETE"])
def file(request: StaffRequest, pk: int, language: str, public_id: UUID) -> HttpResponse:
    """Say what a picture shows, or delete a file."""
    translation = find_translation(pk, language)
    attachment = get_object_or_404(translation.article.attachments, public_id=public_id)
    if request.method == "POST":
        attachment.describe(request.POST.get("alt", ""), by=request.user)
    else:
        attachment.remove(by=request.user)
    return render(request, "desk/_files.html", {"desk": Desk(translation)})


@editor_required
@require_safe
def listed(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """The list of files, as it is after an upload."""
    return render(request, "desk/_files.html", {"desk": Desk(find_translation(pk, language))})


def _description_url(translation: Translation, attachment: Attachment) -> str:
    return reverse("desk:article_file", args=[translation.article_id, translation.language, attachment.public_id])


def _refused(reason: str, status: int) -> JsonResponse:
    return JsonResponse({"error": reason}, status=status)
