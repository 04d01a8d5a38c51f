"""Everything an admin sets for the whole help centre."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from helpwell.base.models import Site

pytestmark = pytest.mark.django_db

PAGE = "/desk/settings/"


def picture(kind: str = "PNG", size: tuple[int, int] = (120, 32)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, kind)
    return file.getvalue()


def look(**changed: object) -> dict[str, object]:
    return {"look-name": "Klarsicht", "look-hue": "150"} | changed


def site() -> Site:
    return Site.objects.get()


def test_editors_find_no_settings(desk: Client):
    assert desk.get(PAGE).status_code == 404


def test_name_and_hue_change_every_page(admin_desk: Client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        admin_desk.post(f"{PAGE}look/", look())

    page = Client().get("/en/").content.decode()
    assert "Klarsicht" in page
    stylesheet = re.search(r'href="(/brand\.css[^"]*)"', page)
    assert stylesheet
    assert "--brand-hue: 150" in Client().get(stylesheet[1]).content.decode()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_shown_and_served_as_a_picture(admin_desk: Client, kind: str):
    upload = SimpleUploadedFile("../../evil.html", picture(kind))

    admin_desk.post(f"{PAGE}look/", look(**{"look-logo": upload}))
    response = Client().get(site().logo.url)

    assert response.status_code == 200
    assert response["Content-Type"].startswith("image/")
    assert "evil" not in site().logo.name


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no picture we can show"),
        (b"GIF89a" + bytes(50), "no picture we can show"),
        (picture()[:60], "no picture we can show"),
        (picture(size=(5000, 10)), "wider or higher"),
        (b"\x89PNG" + bytes(1_100_000), "larger than 1 MB"),
    ],
)
def test_a_bad_logo_is_refused_in_words_and_the_name_is_kept(admin_desk: Client, content: bytes, message: str):
    response = admin_desk.post(f"{PAGE}look/", look(**{"look-logo": SimpleUploadedFile("logo.png", content)}))

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert 'value="Klarsicht"' in page
    assert not site().logo


def test_the_logo_can_be_forgotten(admin_desk: Client):
    admin_desk.post(f"{PAGE}look/", look(**{"look-logo": SimpleUploadedFile("logo.png", picture())}))

    admin_desk.post(f"{PAGE}look/", look(**{"look-forget_logo": "on"}))

    assert not site().logo


@pytest.mark.parametrize(
    ("part", "values", "message"),
    [
        ("look", {"look-name": "", "look-hue": "150"}, "This field is required"),
        ("look", {"look-name": "A", "look-hue": "999"}, "less than or equal to 360"),
        ("place", {"place-time_zone": "Mars/Olympus"}, "Select a valid choice"),
        ("place", {"place-time_zone": "UTC", "place-imprint_url": "javascript:alert(1)"}, "Enter a valid URL"),
        ("questions", {"questions-retention_days": "1"}, "greater than or equal to 7"),
        ("stylesheet", {"stylesheet-brand_css": "body { color: red"}, "never closed"),
        ("stylesheet", {"stylesheet-brand_css": "</style><script>"}, "belongs to HTML"),
        ("stylesheet", {"stylesheet-brand_css": "@import url(x.css);"}, "@import does not work"),
        ("stylesheet", {"stylesheet-brand_css": "a { background: url(https://x.example/a.png) }"}, "other addresses"),
    ],
)
def test_each_bad_value_is_told_in_place(admin_desk: Client, part: str, values: dict[str, str], message: str):
    response = admin_desk.post(f"{PAGE}{part}/", values)

    assert response.status_code == 422
    assert message in response.content.decode()


def test_a_link_without_its_beginning_is_understood(admin_desk: Client):
    admin_desk.post(f"{PAGE}place/", {"place-time_zone": "Europe/Riga", "place-imprint_url": "example.com/imprint"})

    assert (site().time_zone, site().imprint_url) == ("Europe/Riga", "https://example.com/imprint")


def test_the_own_stylesheet_lands_in_the_last_layer(admin_desk: Client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        admin_desk.post(f"{PAGE}stylesheet/", {"stylesheet-brand_css": ".hero { border: 0 }"})

    css = Client().get("/brand.css").content.decode()
    assert css.index("@layer brand") < css.index(".hero { border: 0 }")


def test_languages_are_added_moved_and_taken_away(admin_desk: Client):
    admin_desk.post(f"{PAGE}languages/", {"add": "fr"})
    admin_desk.post(f"{PAGE}languages/", {"up": "de"})
    admin_desk.post(f"{PAGE}languages/", {"remove": "lv"})

    assert site().languages == ["de", "en", "fr"]


def test_the_last_language_stays(admin_desk: Client):
    Site.objects.update_or_create(pk=1, defaults={"languages": ["en"]})

    response = admin_desk.post(f"{PAGE}languages/", {"remove": "en"})

    assert "One language must stay" in response.content.decode()
    assert site().languages == ["en"]


@pytest.mark.parametrize("values", [{"add": "klingon"}, {}, {"add": "en"}])
def test_nonsense_for_a_language_changes_nothing(admin_desk: Client, values: dict[str, str]):
    assert admin_desk.post(f"{PAGE}languages/", values).status_code == 422
    assert site().languages == ["en", "de", "lv"]


def test_the_mail_test_says_that_no_mail_server_is_set(admin_desk: Client):
    assert "No mail server is set" in admin_desk.post(f"{PAGE}mail-test/").content.decode()


def test_the_mail_test_says_why_it_failed(admin_desk: Client, settings):
    from tests.outbox.test_delivery import use_port

    use_port(settings, 1)

    page = admin_desk.post(f"{PAGE}mail-test/").content.decode()

    assert "cannot be reached" in page
    assert "Connection refused" in page
