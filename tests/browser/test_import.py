"""Import a file with bad rows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from helpwell.answers.moving import bring_in_waiting
from helpwell.knowledge.models import Article
from helpwell.people.models import User
from tests.browser.conftest import overflow, serious_findings

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = """Frage;Antwort;Sprache
Wann ist geöffnet?;Von neun bis sechs.;de
Wo kann ich parken?;Hinter dem Haus.;Klingonisch
;Eine Antwort ohne Frage;de
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "fragen.csv"
    path.write_bytes(ROWS.encode("cp1252"))
    return path


@pytest.fixture
def opened(visit: Any, live_server: Any, editor: User) -> Callable[..., Page]:
    """The page in a window of an editor's."""

    def opened(**options: Any) -> Page:
        page: Page = visit(**options)
        client = Client()
        client.force_login(editor)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page.goto("/desk/moving/")
        return page

    return opened


def test_good_rows_are_in_and_bad_ones_can_be_mended(opened: Callable[..., Page], file: Path):
    page = opened()

    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Import the file").click()
    expect(page.get_by_text("Reading the file")).to_be_visible()
    bring_in_waiting()  # no worker runs beside the test's server

    expect(page.get_by_text("3 rows:")).to_be_visible()
    page.get_by_role("link", name="Only with notes").click()
    expect(page.get_by_role("row", name="“Klingonisch” is no language we know")).to_be_visible()
    expect(page.get_by_role("row", name="It has no title or question")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the rows left out").click()
    assert "Hinter dem Haus" in Path(download.value.path()).read_text()
    assert Article.objects.count() == 1


@pytest.mark.complains  # axe styles the page, which the page's policy refuses
def test_the_page_fits_a_phone_and_everybody(opened: Callable[..., Page]):
    page = opened(width=320)

    expect(page.get_by_role("heading", name="Import and export")).to_be_visible()
    assert overflow(page) <= 0
    assert serious_findings(page) == []
