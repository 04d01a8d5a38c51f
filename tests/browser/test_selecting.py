"""Several conversations at once: with a finger, with the keyboard, with the mouse and Shift."""

import pytest
from playwright.sync_api import Page, expect

from helpwell.conversations.models import Conversation
from helpwell.people.models import Sender, User
from tests.browser.conftest import Open, overflow
from tests.factories import write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def three() -> None:
    """Three customers wait."""
    for name in ("Ada", "Bob", "Cem"):
        write(f"It is {name}", sender=Sender(name=name))


def test_with_a_finger_the_boxes_show_and_the_whole_row_ticks(desk_of: Open, agent: User, three: None):
    page = desk_of(agent, width=375, has_touch=True, is_mobile=True)

    page.get_by_role("button", name="Select several").tap()
    for name in ("Ada", "Bob", "Cem"):
        box = page.get_by_label(f"Select the conversation with {name}")
        expect(box.locator("xpath=..")).to_have_css("opacity", "1")
    page.locator(".conversation", has_text="Ada").tap()
    expect(page.get_by_text("1 selected")).to_be_visible()
    page.get_by_role("button", name="All shown").tap()
    expect(page.get_by_text("3 selected")).to_be_visible()
    assert overflow(page) <= 0
    page.locator("#picked").get_by_role("button", name="Resolve").tap()
    expect(page.get_by_role("status").get_by_text("3 resolved.")).to_be_visible()
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_text("Taken back.")).to_be_visible()

    assert Conversation.objects.open().count() == 3
    expect(page.locator("#picked")).to_be_hidden()


def test_with_the_keyboard_alone(desk_of: Open, agent: User, three: None):
    page = desk_of(agent)

    page.keyboard.press("v")
    expect(page.get_by_text("0 selected")).to_be_visible()
    page.get_by_role("button", name="All shown").press("Enter")
    expect(page.get_by_text("3 selected")).to_be_visible()
    page.keyboard.press("v")

    expect(page.locator("#picked")).to_be_hidden()
    assert page.locator("input[name=pick]:checked").count() == 0


def test_with_shift_all_between_go_along(desk_of: Open, agent: User, three: None):
    page = desk_of(agent)

    page.get_by_label("Select the conversation with Ada").check()
    page.get_by_label("Select the conversation with Cem").click(modifiers=["Shift"])

    expect(page.get_by_text("3 selected")).to_be_visible()


def test_undo_outlives_its_toast_and_a_reload(desk_of: Open, agent: User, three: None):
    page = desk_of(agent)
    page.keyboard.press("v")
    page.get_by_role("button", name="All shown").press("Enter")
    page.locator("#picked").get_by_role("button", name="Resolve").press("Enter")
    expect(page.get_by_text("3 resolved.", exact=True)).to_be_visible()

    page.reload()
    expect(page.get_by_role("status").get_by_text("3 resolved.", exact=True)).to_be_visible()
    forget_the_toast(page)
    page.keyboard.press("Control+z")

    expect(page.get_by_text("Taken back.")).to_be_visible()
    expect(page.get_by_role("link", name="Ada")).to_be_visible()
    assert Conversation.objects.open().count() == 3


def forget_the_toast(page: Page) -> None:
    """As eight seconds do."""
    page.locator("passing-toast").evaluate("toast => toast.remove()")


def test_the_way_back_from_one_deed_stands_above_the_list(desk_of: Open, agent: User, three: None):
    page = desk_of(agent)
    page.get_by_role("link", name="Ada").click()
    expect(page.get_by_role("log")).to_contain_text("It is Ada")
    page.get_by_role("button", name="Resolve", exact=True).click()
    expect(page.get_by_role("status").get_by_text("Resolved.")).to_be_visible()
    page.get_by_role("link", name="Bob").click()
    expect(page.get_by_role("log")).to_contain_text("It is Bob")
    forget_the_toast(page)

    page.get_by_role("button", name="Undo: Ada: Resolved.").click()

    expect(page.get_by_role("status").get_by_text("Ada: Open again.")).to_be_visible()
    expect(page.get_by_role("log")).to_contain_text("It is Bob")
    expect(page.locator("#rows").get_by_role("link", name="Ada")).to_be_visible()
    assert Conversation.objects.open().count() == 3


def test_on_a_small_phone_the_way_back_fits_above_the_list(desk_of: Open, agent: User, three: None):
    page = desk_of(agent, width=320)
    page.get_by_role("link", name="Ada").click()
    page.get_by_role("button", name="Resolve", exact=True).click()
    expect(page.get_by_role("status").get_by_text("Resolved.")).to_be_visible()
    forget_the_toast(page)

    page.get_by_role("link", name="To the list").click()

    expect(page.get_by_role("button", name="Undo: Ada: Resolved.")).to_be_in_viewport(ratio=1)
    expect(page.get_by_title("More", exact=True).first).to_be_in_viewport(ratio=1)
    assert overflow(page) <= 0
