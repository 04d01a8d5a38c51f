"""The desk's pages about articles: WCAG 2.2 AA in light and dark, and nothing cut off at 320 px."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from helpwell.knowledge.models.revision import Content
from helpwell.people.models import User
from tests.browser.conftest import overflow, serious_findings
from tests.desk.conftest import at
from tests.factories import make_category, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]


@pytest.fixture
def pages(admin: User) -> list[str]:
    """Every page about articles, with something on it."""
    category = make_category("Delivery")
    due = timezone.localdate() - timedelta(days=1)
    source = publish("Opening hours", "<p>nine</p>", category=category, owner=admin, review_on=due)
    german = publish("Öffnungszeiten", "<p>neun</p>", language="de", article=source.article)
    source.write(Content("Opening hours", "", '<p>ten</p><img src="/files/none.png" alt="A street">'), by=admin)
    source.publish(by=admin)
    return [
        "/desk/articles/", "/desk/articles/?q=zzz", at(source), at(german), at(source, "revisions/"),
        at(source, "revisions/2/"), at(source, "preview/"), "/desk/categories/", f"/desk/categories/{category.pk}/",
    ]  # fmt: skip


@pytest.mark.complains  # the picture is not there
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_used_by_everybody(open_page: Open, admin: User, pages: list[str], scheme: str):
    page = open_page(pages[0], admin, color_scheme=scheme)

    found: dict[str, Any] = {}
    for path in pages:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        found[path] = serious_findings(page)

    assert {path: one for path, one in found.items() if one} == {}


@pytest.mark.complains
def test_no_page_is_cut_off_at_320_pixels(open_page: Open, admin: User, pages: list[str]):
    page = open_page(pages[0], admin, width=320)

    wide: dict[str, int] = {}
    for path in pages:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        wide[path] = overflow(page)

    assert {path: one for path, one in wide.items() if one > 0} == {}


def test_the_rail_opens_and_closes_by_keyboard_on_a_phone(open_page: Open, admin: User):
    page = open_page("/desk/articles/", admin, width=375)

    page.get_by_role("button", name="Rooms").press("Enter")
    expect(page.get_by_role("link", name="Categories")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("link", name="Categories")).to_be_hidden()
    expect(page.get_by_role("button", name="Rooms")).to_be_focused()


def test_a_selection_is_archived_and_taken_back_from_the_toast(open_page: Open, admin: User):
    publish("Opening hours")
    publish("Parking")
    page = open_page("/desk/articles/", admin)

    page.get_by_label("Select all on this page").check()
    page.get_by_role("button", name="Archive").click()
    expect(page.get_by_text("2 articles archived.")).to_be_visible()
    expect(page.get_by_role("cell", name="Archived")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("cell", name="Published")).to_have_count(2)
