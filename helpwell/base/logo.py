"""The site's logo: checked on its way in, served under a name that changes with it."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from helpwell.base.sealed import sealed

LARGEST = 1024 * 1024  # bytes
WIDEST = 4000  # pixels
ENDINGS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
A_YEAR = 365 * 24 * 3600  # seconds


def checked_logo(upload: UploadedFile[bytes]) -> File[bytes]:
    """The picture by its content, whatever its name says. Raises `ValidationError` in words."""
    if (upload.size or 0) > LARGEST:
        raise ValidationError(_("This file is larger than 1 MB. Save the logo smaller."))
    content = upload.read()
    try:
        upload.seek(0)
        with Image.open(upload, formats=list(ENDINGS)) as picture:
            kind, size = picture.format or "", picture.size
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This is no picture we can show. Use PNG, JPEG or WebP.")) from error
    if max(size) > WIDEST:
        raise ValidationError(_("This picture is wider or higher than 4000 pixels. Save the logo smaller."))
    name = hashlib.sha256(content).hexdigest()[:20]
    return ContentFile(content, name=f"{name}.{ENDINGS[kind]}")


def logo(request: HttpRequest, name: str) -> FileResponse:
    """The picture itself; its address changes with its content."""
    kind = PurePosixPath(name).suffix.removeprefix(".")
    path = f"site/{name}"
    if kind not in TYPES or not default_storage.exists(path):
        raise Http404
    response = FileResponse(default_storage.open(path), content_type=TYPES[kind])
    return sealed(response, f"public, max-age={A_YEAR}, immutable")
