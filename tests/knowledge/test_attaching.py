"""What may be kept with an article, and what is turned away."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image

from helpwell.base.uploads import UnfitFile, check
from helpwell.knowledge.attaching import attach
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def test_a_picture_is_kept_with_its_size_and_real_type():
    attachment = attach(ArticleFactory(), picture("WEBP"), "../../nose pads.html", by=None, alt="Two nose pads")

    assert (attachment.width, attachment.height, attachment.content_type) == (40, 30, "image/webp")
    assert attachment.name == "nose-pads.webp"
    assert attachment.file.read() == picture("WEBP")


def test_the_same_bytes_are_kept_once():
    article = ArticleFactory()

    first = attach(article, picture(), "a.png", by=None)
    second = attach(article, picture(), "b.png", by=None)

    assert first == second
    assert article.attachments.count() == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.png"),
        (b"<svg onload=alert(1)>", "drawing.svg"),
        (b"<html><script>alert(1)</script>", "page.pdf"),
        (b"GIF89a<script>", "broken.gif"),
        (picture()[:60], "half.png"),
        (picture(size=(9000, 6000)), "huge.png"),
        (b"MZ\x90", "run.exe"),
    ],
)
def test_what_is_dangerous_or_damaged_is_refused_with_its_name(content: bytes, name: str):
    with pytest.raises(UnfitFile, match=name):
        check(content, name)


def test_a_leaflet_is_kept_as_a_download():
    attachment = attach(ArticleFactory(), b"%PDF-1.7 ...", "leaflet.pdf", by=None)

    assert not attachment.is_picture
    assert attachment.content_type == "application/pdf"


def test_a_photograph_forgets_where_it_was_taken_and_stands_upright():
    notes = Image.Exif()
    notes[ExifTags.Base.Orientation] = 6  # the camera was held on its side
    notes[ExifTags.Base.Artist] = "Maren"
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=notes)

    kept = attach(ArticleFactory(), out.getvalue(), "photo.jpg", by=None)

    with Image.open(kept.file) as photograph:
        assert not photograph.getexif()
        assert photograph.size == (kept.width, kept.height) == (30, 40)


def test_a_photograph_without_notes_stays_as_it_is():
    plain = picture("JPEG")

    kept = attach(ArticleFactory(), plain, "photo.jpg", by=None)

    assert kept.file.read() == plain
