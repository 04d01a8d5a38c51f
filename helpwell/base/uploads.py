"""What an upload really is: checked by its content, whatever its name says (T11)."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MEGABYTE = 1024 * 1024
LARGEST_PICTURE = 10 * MEGABYTE
LARGEST_FILE = 25 * MEGABYTE
MOST_PIXELS = 50_000_000  # a decoded picture takes four bytes each
LONGEST_NAME = 120  # letters
QUALITY = 90  # of a photograph that is written anew, 1..95
PICTURES = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp", "AVIF": ".avif"}
FILES = {
    ".pdf": (b"%PDF", "application/pdf"),
    ".docx": (b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": (b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".pptx": (b"PK", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ".odt": (b"PK", "application/vnd.oasis.opendocument.text"),
    ".ods": (b"PK", "application/vnd.oasis.opendocument.spreadsheet"),
    ".zip": (b"PK", "application/zip"),
    ".txt": (b"", "text/plain"),
    ".csv": (b"", "text/csv"),
}  # ending: how such a file begins, and its type


class UnfitFile(Exception):
    """This file cannot be taken; the message says why and what to do."""


@dataclass(frozen=True)
class Checked:
    """What a file really is."""

    ending: str
    content_type: str
    width: int | None  # pixels; None: not a picture
    height: int | None


def check(content: bytes, name: str) -> Checked:
    """What these bytes are, whatever their name says. Raises `UnfitFile`."""
    if not content:
        raise UnfitFile(_("“%(name)s” is empty.") % {"name": name})
    return _picture(content, name) or _file(content, name)


def without_notes(content: bytes) -> bytes:
    """A photograph turned upright, without what the camera noted in it, such as where somebody lives."""
    if not content.startswith(b"\xff\xd8"):  # only JPEG carries a camera's notes in practice
        return content
    with Image.open(BytesIO(content)) as photograph:
        if not photograph.getexif():
            return content
        upright, out = ImageOps.exif_transpose(photograph), BytesIO()
        upright.info.pop("exif", None)
        upright.save(out, "JPEG", quality=QUALITY, optimize=True, icc_profile=photograph.info.get("icc_profile"))
    return out.getvalue()


def _picture(content: bytes, name: str) -> Checked | None:
    try:
        with Image.open(BytesIO(content), formats=list(PICTURES)) as picture:
            width, height, kind = *picture.size, picture.format or ""
            if width * height > MOST_PIXELS or len(content) > LARGEST_PICTURE:
                raise UnfitFile(
                    _("“%(name)s” is too large. Pictures may have 10 MB and 50 million pixels.") % {"name": name}
                )
            picture.verify()
    except UnidentifiedImageError:
        return None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnfitFile(_("“%(name)s” is damaged and cannot be shown. Save it again.") % {"name": name}) from error
    return Checked(PICTURES[kind], Image.MIME[kind], width, height)


def _file(content: bytes, name: str) -> Checked:
    ending = PurePosixPath(name).suffix.lower()
    start, content_type = FILES.get(ending, (None, ""))
    if start is None or not content.startswith(start):
        raise UnfitFile(
            _("“%(name)s” is neither a picture (PNG, JPEG, GIF, WebP, AVIF) nor one of: %(endings)s.")
            % {"name": name, "endings": ", ".join(sorted(FILES))}
        )
    if len(content) > LARGEST_FILE:
        raise UnfitFile(_("“%(name)s” is too large. Files may have 25 MB.") % {"name": name})
    return Checked(ending, content_type, None, None)


def fitting_name(name: str, ending: str) -> str:
    """The name without folders and odd letters, with the ending of what the file really is."""
    stem = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in PurePosixPath(name).stem)
    return f"{stem.strip('-.')[:LONGEST_NAME] or 'file'}{ending}"
