"""Every public page: WCAG 2.2 AA in light and dark, on a desk and on a phone, and at 320 px."""

import pytest
from playwright.sync_api import expect

from helpwell.knowledge.models import Notice, NoticeText, Phrasing
from tests.browser.conftest import overflow, serious_findings
from tests.factories import make_category, publish

BODY = """
<p>Behind the shop. See <a href="article:parking">parking</a>.</p>
<h2>By car</h2><ol><li>Turn left.</li><li><p>Turn right.</p></li></ol>
<h2>By train</h2><table><tbody><tr><th>Line</th><td>Donaudampfschifffahrtsgesellschaft</td></tr></tbody></table>
<h2>On foot</h2><pre><code>a very long line of code that nobody would ever want to see wrapped anywhere</code></pre>
"""
PAGES = [
    "/en/",
    "/en/search/",
    "/en/search/?q=parking",
    "/en/search/?q=xylophone",
    "/en/categories/visit/",
    "/en/articles/",
    "/en/articles/parking-at-the-shop/",
    "/en/articles/parking-at-the-shop/?voted=no",
    "/lv/articles/parking-at-the-shop/",
    "/de/nothing/",
]


@pytest.fixture
def shop(transactional_db: None) -> None:
    visit = make_category("Visit")
    parking = publish("Parking at the shop", BODY, category=visit, summary="Free for an hour.")
    Phrasing.add(parking, "is there parking that fits a camper with a very long trailer behind it", by=None)
    publish("Opening hours", category=visit)
    publish("Vouchers")
    notice = Notice.objects.create(level=Notice.Level.WARN)
    NoticeText.objects.create(notice=notice, language="en", title="Strike.", body="Parcels come later.")


@pytest.mark.complains  # axe styles the page, which the page's policy refuses; a page that is gone says 404
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_is_accessible(shop: None, visit, width: int, color_scheme: str):
    page = visit(width, color_scheme=color_scheme)
    for address in PAGES:
        page.goto(address)

        assert serious_findings(page) == [], address


@pytest.mark.complains
def test_every_page_fits_into_320_pixels(shop: None, visit):
    page = visit(320)
    for address in PAGES:
        page.goto(address)

        assert overflow(page) <= 0, address


@pytest.mark.complains  # axe styles the page, which the page's policy refuses
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_open_results_are_accessible_and_fit(shop: None, visit, width: int, color_scheme: str):
    page = visit(width, color_scheme=color_scheme)
    page.goto("/en/")

    page.get_by_role("combobox").fill("parking")
    expect(page.get_by_role("group", name="Questions people ask")).to_be_visible()
    page.keyboard.press("ArrowDown")

    assert serious_findings(page) == []
    assert overflow(page) <= 0


def test_the_keyboard_reaches_the_field_past_the_bar(shop: None, visit):
    page = visit()
    page.goto("/en/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.get_by_role("combobox")).to_be_focused()


def test_who_asked_for_less_motion_sees_no_colour_fade(shop: None, visit):
    page = visit()  # every window of these stories asks for less motion
    page.goto("/en/")

    lasting = page.get_by_role("button", name="Search").evaluate(
        "button => getComputedStyle(button).transitionDuration"
    )

    assert lasting in ("0s", "0s, 0s")
