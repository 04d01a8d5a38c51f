"""A reader changes the language and stays where she is."""

from playwright.sync_api import Page, expect

from tests.factories import publish


def test_the_same_article_in_another_language(page: Page):
    german = publish("Parken", language="de")
    publish("Parking", language="en", article=german.article)
    page.goto("/de/articles/parken/")

    page.get_by_text("Sprache: Deutsch").click()
    page.get_by_role("link", name="English").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Parking")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_times_are_told_in_the_readers_own_zone(visit):
    page = visit(timezone_id="Asia/Tokyo")
    page.goto("/en/")

    expect(page.get_by_text("Times are shown in your time zone (Tokyo)")).to_be_visible()
