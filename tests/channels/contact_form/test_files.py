"""Files that come with a message: looked at, kept as what they are, refused in words."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from helpwell.conversations.models import Attachment, Message
from tests.channels.contact_form.conftest import Send

pytestmark = pytest.mark.django_db


def picture(name: str = "broken.png") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue())


def bomb() -> SimpleUploadedFile:
    """A picture of a few bytes that says it has 10,000 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0))
    return SimpleUploadedFile("small.png", b"\x89PNG\r\n\x1a\n" + header + chunk(b"IEND", b""))


def test_a_photo_comes_along(send: Send):
    send(attachments=[picture(), picture("other.png")])

    assert [file.name for file in Attachment.objects.order_by("pk")] == ["broken.png", "other.png"]
    assert Message.objects.get().files.count() == 2


@pytest.mark.parametrize(
    ("file", "advice"),
    [
        (SimpleUploadedFile("empty.txt", b""), "empty.txt"),
        (SimpleUploadedFile("page.html", b"<script>alert(1)</script>"), "is neither a picture"),
        (SimpleUploadedFile("drawing.svg", b"<svg onload='alert(1)'/>"), "is neither a picture"),
        (SimpleUploadedFile("virus.exe", b"MZ"), "is neither a picture"),
        (bomb(), "small.png"),
    ],
)
def test_what_we_cannot_take_is_refused_in_words(send: Send, file: SimpleUploadedFile, advice: str):
    response = send(attachments=[file])

    assert response.status_code == 422
    assert advice in response.content.decode()
    assert not Message.objects.exists()


def test_at_most_five_files(send: Send):
    response = send(attachments=[picture(f"{number}.png") for number in range(6)])

    assert response.status_code == 422
    assert "at most 5 files" in response.content.decode()


def test_files_that_are_too_large_together_are_refused_and_the_text_stays(send: Send):
    large = [SimpleUploadedFile(f"{number}.txt", b"x" * (9 * 1024 * 1024)) for number in range(3)]

    response = send("See the files & tell me", attachments=large)

    assert response.status_code == 422
    assert "too large together" in response.content.decode()
    assert "See the files &amp; tell me" in response.content.decode()


def test_a_name_that_leads_elsewhere_leads_nowhere(send: Send):
    send(attachments=[picture("../../etc/passwd\r\nX: y.png")])

    kept = Attachment.objects.get()
    assert "/" not in kept.name
    assert "\n" not in kept.name
    assert kept.public_id.hex in kept.file.name
