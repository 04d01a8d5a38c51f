"""The contact form on a phone: answers open under the message, and the button does not move for them."""

from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect
from pytest_httpserver import HTTPServer

from helpwell.answers.models import Question
from tests.browser.conftest import overflow
from tests.factories import InboxFactory, publish

SLOWLY = 30  # ms between two letters
PHONE = {"width": 375, "height": 667}
SMALL_PHONE = {"width": 320, "height": 568}
ON_ITS_SIDE = {"width": 667, "height": 375}
ZOOMED = {"width": 320, "height": 256}  # a desk at 400 %


@pytest.fixture(autouse=True)
def shop(transactional_db: None) -> None:
    publish("Glasses are broken", "<p>Send them to our workshop, with a photo.</p>" + "<p>Eight days.</p>" * 20)
    publish("When does my parcel come?", "<p>Two to three days after dispatch.</p>")


def write(page: Any, text: str) -> None:
    page.get_by_role("textbox").first.press_sequentially(text, delay=SLOWLY)


def continue_button(page: Any) -> Locator:
    found: Locator = page.get_by_role("button", name="Continue", exact=True)
    return found


def place(thing: Locator) -> FloatRect:
    """Where it is in the window."""
    found = thing.bounding_box()
    assert found
    return found


def bottom(thing: Locator) -> float:
    return place(thing)["y"] + place(thing)["height"]


def bar(page: Page) -> Locator:
    return page.locator("docked-bar")


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE])
def test_answers_come_change_open_and_are_read_and_the_button_does_not_move(visit: Any, size: dict[str, int]):
    page = visit(viewport=size)
    page.goto("/en/contact/")
    before = place(continue_button(page))

    write(page, "my glases are brokn")
    first = page.get_by_text("Send them to our workshop, with a photo.")
    expect(first).to_be_visible()
    assert bottom(first) < place(bar(page))["y"]
    assert place(continue_button(page)) == before

    write(page, ", and when does my parcel come? When does the parcel come?")
    expect(page.get_by_text("Two to three days after dispatch.")).to_be_visible()
    assert place(continue_button(page)) == before

    with page.expect_response("**/contact/questions/"):
        page.get_by_text("Glasses are broken", exact=True).click()
    expect(first).to_be_visible()
    assert place(continue_button(page)) == before
    page.mouse.wheel(0, 5000)
    page.wait_for_function("scrollY > 0")
    assert place(continue_button(page)) == before
    assert Question.objects.get().opened


def test_a_long_message_keeps_the_button_and_the_bar_points_at_answers_out_of_sight(visit: Any):
    page = visit(viewport=PHONE)
    page.goto("/en/contact/")
    before = place(continue_button(page))

    write(page, "my glasses are broken")
    expect(page.get_by_text("Send them to our workshop")).to_be_visible()
    write(page, "\n" * 24)
    pointer = page.get_by_role("link", name="See 2 answers").or_(page.get_by_role("link", name="See 1 answer"))
    expect(pointer).to_be_visible()
    assert place(continue_button(page)) == before
    pointer.click()

    expect(page.get_by_text("Send them to our workshop")).to_be_in_viewport()
    expect(pointer).to_be_hidden()
    assert place(continue_button(page)) == before


def test_answers_stay_away_from_the_fields_of_the_second_step(visit: Any):
    page = visit(viewport=PHONE)
    page.goto("/en/contact/")
    write(page, "my glasses are broken")
    expect(page.get_by_text("Send them to our workshop")).to_be_visible()

    continue_button(page).click()

    expect(page.get_by_label("Your name")).to_be_focused()
    expect(page.get_by_text("Send them to our workshop")).to_be_hidden()
    expect(page.get_by_text("Glasses are broken", exact=True)).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE, ON_ITS_SIDE])
def test_what_has_the_keyboard_is_never_under_the_bar(visit: Any, size: dict[str, int]):
    page = visit(viewport=size)
    page.goto("/en/contact/")
    write(page, "my glasses are broken")
    expect(page.get_by_text("Send them to our workshop")).to_be_visible()

    for _ in range(16):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if not focused.count() or bar(page).locator(":focus").count():
            continue
        if bar(page).evaluate("bar => getComputedStyle(bar).position") == "fixed":
            assert bottom(focused) <= place(bar(page))["y"], focused.inner_text()
        expect(focused).to_be_in_viewport()


@pytest.mark.parametrize("size", [ON_ITS_SIDE, ZOOMED])
def test_where_there_is_no_room_for_a_bar_the_button_does_not_move_either(visit: Any, size: dict[str, int]):
    page = visit(viewport=size)
    page.goto("/en/contact/")
    write(page, "my")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    in_page = "button => button.getBoundingClientRect().top + scrollY"
    before = continue_button(page).evaluate(in_page)

    write(page, " glasses are broken")
    first = page.get_by_text("Send them to our workshop")
    expect(first).to_be_visible()

    assert continue_button(page).evaluate(in_page) == before
    assert overflow(page) <= 0
    if size == ON_ITS_SIDE:
        expect(first).to_be_in_viewport()


def test_in_a_language_from_right_to_left_the_bar_is_mirrored(visit: Any):
    page = visit(viewport=PHONE)
    page.goto("/en/contact/")
    page.evaluate("document.documentElement.dir = 'rtl'")
    before = place(continue_button(page))
    assert before["x"] > PHONE["width"] / 2

    write(page, "my glasses are broken")
    expect(page.get_by_text("Send them to our workshop")).to_be_visible()

    assert place(continue_button(page)) == before
    assert overflow(page) <= 0


def test_without_a_script_the_bar_is_there_too(visit: Any):
    page = visit(viewport=PHONE, java_script_enabled=False)
    page.goto("/en/contact/")
    before = place(continue_button(page))

    page.get_by_role("textbox").first.fill("My glasses are broken")
    continue_button(page).click()

    expect(page.get_by_text("Send them to our workshop")).to_be_visible()
    send = place(page.get_by_role("button", name="Send message"))
    assert (send["x"], send["y"]) == (before["x"], before["y"])


def test_inside_another_website_the_frame_grows_below_the_button(visit: Any, live_server: Any, httpserver: HTTPServer):
    inbox = InboxFactory(origins=[httpserver.url_for("").rstrip("/")])
    tag = f'<script src="{live_server.url}/embed/contact.js" data-inbox="{inbox.key}" data-language="en"></script>'
    httpserver.expect_request("/shop").respond_with_data(f"<h1>Shop</h1>{tag}", content_type="text/html")
    httpserver.expect_request("/favicon.ico").respond_with_data("")
    page = visit(viewport=PHONE)
    page.goto(httpserver.url_for("/shop"))
    form = page.frame_locator("iframe")
    write(form, "my")
    before = continue_button(form).evaluate("button => button.getBoundingClientRect().top")

    write(form, " glasses are broken")
    expect(form.get_by_text("Send them to our workshop")).to_be_visible()

    assert continue_button(form).evaluate("button => button.getBoundingClientRect().top") == before
    expect(page.locator("iframe")).to_have_css("height", f"{_height(form)}px")


def _height(form: Any) -> int:
    return int(form.locator("framed-page").evaluate("page => page.scrollHeight"))
