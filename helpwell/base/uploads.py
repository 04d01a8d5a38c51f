"""What an upload really is: checked by its content, whatever its name says (T11)."""

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import NamedTuple

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MEGABYTE = 1024 * 1024
LARGEST_PICTURE = 10 * MEGABYTE
LARGEST_FILE = 25 * MEGABYTE
MOST_PIXELS = 50_000_000  # a decoded picture takes four bytes each
LONGEST_NAME = 120  # letters
QUALITY = 90  # of a photograph that is written anew, 1..95
PICTURES = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp", "AVIF": ".avif"}
LARGEST_RECORDING = 100 * MEGABYTE


class Kind(NamedTuple):
    """How such a file begins, where, its type, and how large it may be."""

    mark: re.Pattern[bytes]
    content_type: str
    largest: int = LARGEST_FILE  # bytes


OFFICE = "application/vnd.openxmlformats-officedocument"
ZIPPED, BOX = re.compile(rb"PK"), re.compile(rb"(?s).{4}ftyp")
FILES = {
    ".pdf": Kind(re.compile(rb"%PDF"), "application/pdf"),
    ".docx": Kind(ZIPPED, f"{OFFICE}.wordprocessingml.document"),
    ".xlsx": Kind(ZIPPED, f"{OFFICE}.spreadsheetml.sheet"),
    ".pptx": Kind(ZIPPED, f"{OFFICE}.presentationml.presentation"),
    ".odt": Kind(ZIPPED, "application/vnd.oasis.opendocument.text"),
    ".ods": Kind(ZIPPED, "application/vnd.oasis.opendocument.spreadsheet"),
    ".zip": Kind(ZIPPED, "application/zip"),
    ".txt": Kind(re.compile(rb""), "text/plain"),
    ".csv": Kind(re.compile(rb""), "text/csv"),
    ".vtt": Kind(re.compile(rb"(\xef\xbb\xbf)?WEBVTT"), "text/vtt"),
    ".mp4": Kind(BOX, "video/mp4", LARGEST_RECORDING),
    ".webm": Kind(re.compile(rb"\x1a\x45\xdf\xa3"), "video/webm", LARGEST_RECORDING),
    ".m4a": Kind(BOX, "audio/mp4", LARGEST_RECORDING),
    ".mp3": Kind(re.compile(rb"ID3|\xff[\xf2\xf3\xfa\xfb]"), "audio/mpeg", LARGEST_RECORDING),
    ".ogg": Kind(re.compile(rb"OggS"), "audio/ogg", LARGEST_RECORDING),
    ".wav": Kind(re.compile(rb"(?s)RIFF.{4}WAVE"), "audio/wav", LARGEST_RECORDING),
}  # by ending


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
    kind = FILES.get(ending)
    if kind is None or not kind.mark.match(content):
        raise UnfitFile(
            _("“%(name)s” is neither a picture (PNG, JPEG, GIF, WebP, AVIF) nor one of: %(endings)s.")
            % {"name": name, "endings": ", ".join(sorted(FILES))}
        )
    if len(content) > kind.largest:
        raise UnfitFile(
            _("“%(name)s” is too large. Videos and sounds may have 100 MB, other files 25 MB.") % {"name": name}
        )
    return Checked(ending, kind.content_type, None, None)


def fitting_name(name: str, ending: str) -> str:
    """The name without folders and odd letters, with the ending of what the file really is."""
    stem = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in PurePosixPath(name).stem)
    return f"{stem.strip('-.')[:LONGEST_NAME] or 'file'}{ending}"
