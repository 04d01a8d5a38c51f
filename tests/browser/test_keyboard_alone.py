"""An agent who never touches the mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from helpwell.people.models import Sender, User
from tests.browser.conftest import ALL, Open
from tests.factories import write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AFTER_TWO_HOURS = re.compile("This afternoon|Tomorrow morning")  # the next in the menu; by night it has both


@pytest.fixture
def page(desk_of: Open, agent: User) -> Page:
    """Four customers wait, the longest first."""
    for name in ("Ada", "Bob", "Cem", "Dora"):
        write(f"It is {name}", sender=Sender(name=name))
    return desk_of(agent, ALL)


def open_bob(page: Page) -> None:
    """The second of the list; what came is at work."""
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("log")).to_contain_text("It is Bob")
    expect(page.locator(".htmx-added, .htmx-settling")).to_have_count(0)


def test_what_is_done_leaves_the_list_and_the_next_one_is_one_key_away(page: Page):
    open_bob(page)

    page.keyboard.press("e")
    expect(page.locator("#rows").get_by_role("link", name="Bob")).to_have_count(0)
    page.keyboard.press("j")

    expect(page.locator("#rows").get_by_role("link", name="Cem")).to_be_focused()


def test_also_after_a_reply_that_resolves(page: Page):
    open_bob(page)

    page.keyboard.press("r")
    page.keyboard.type("Thank you")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator("#rows").get_by_role("link", name="Bob")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("k")

    expect(page.locator("#rows").get_by_role("link", name="Ada")).to_be_focused()


def test_the_arrows_walk_through_a_menu(page: Page):
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("It is Ada")

    page.keyboard.press("z")
    expect(page.get_by_role("button", name="In two hours")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name=AFTER_TWO_HOURS).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").get_by_text("It sleeps until")).to_be_visible()


def test_from_the_search_to_what_it_found_and_out_again(page: Page):
    page.keyboard.press("f")
    page.keyboard.type("cem")
    expect(page.get_by_text("1 conversation found")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#found").get_by_role("link", name="Cem")).to_be_focused()

    page.keyboard.press("f")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#found .conversation")).to_have_count(0)
    page.keyboard.press("j")

    expect(page.locator("#rows").get_by_role("link", name="Ada")).to_be_focused()


def test_the_word_about_a_deed_leaves_the_composer_free(desk_of: Open, agent: User):
    for width in (1280, 375):
        conversation = write("It is Ada").conversation
        page = desk_of(agent, f"/desk/conversations/{conversation.pk}/", width=width)
        page.keyboard.press("u")
        toast, composer = page.locator("passing-toast"), page.locator(".composer")
        expect(toast).to_be_visible()

        over = toast.bounding_box()
        below = composer.bounding_box()
        assert over
        assert below
        apart = over["y"] + over["height"] <= below["y"] or over["x"] + over["width"] <= below["x"]
        assert apart, width
