"""Somebody who never touches the mouse: the command palette finds, opens and does."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from helpwell.conversations.models import Conversation
from helpwell.people.models import Sender, User
from tests.browser.conftest import overflow, serious_findings
from tests.factories import publish, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def say(page: Page, words: str) -> None:
    """Open the palette and type, once the page's scripts are there."""
    expect(page.locator("desk-palette:defined")).to_be_attached()
    page.keyboard.press("Control+k")
    page.keyboard.type(words)


@pytest.mark.complains  # htmx tells of what a page had still asked for when it was left
def test_the_keyboard_alone_opens_acts_and_goes_on(open_page: Any, agent: User):
    conversation = write("The hinge is broken", sender=Sender(name="Laura Berg")).conversation
    publish("How to mend a hinge")
    page = open_page("/desk/", agent)

    say(page, f"#{conversation.pk}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("The hinge is broken")

    say(page, "take")
    expect(page.get_by_role("option", name="Take it")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("Jānis holds it now.")).to_be_visible()

    say(page, "in a week")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("It sleeps until")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Awake again.", exact=True)).to_be_visible()

    say(page, "note")
    expect(page.get_by_role("option", name="private note")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Reply to Laura Berg")).to_be_focused()
    page.keyboard.type("Look at the hinge")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("log")).to_contain_text("Look at the hinge")
    conversation.refresh_from_db()
    assert (conversation.assignee, conversation.status) == (agent, Conversation.Status.OPEN)

    say(page, "mend")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option", name="How to mend a hinge")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How to mend a hinge")).to_be_visible()


ENTER_WITH_THE_RESULTS = """() => document.addEventListener("htmx:afterSwap", () => {
    const enter = new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true})
    document.activeElement.dispatchEvent(enter)
}, {once: true})"""


@pytest.mark.complains  # the same
def test_an_enter_in_the_moment_the_results_come_is_not_lost(open_page: Any, agent: User):
    publish("How to mend a hinge")
    page = open_page("/desk/", agent)
    say(page, "")
    expect(page.get_by_role("option").first).to_be_visible()

    page.evaluate(ENTER_WITH_THE_RESULTS)
    page.keyboard.type("hinge")

    expect(page.get_by_role("heading", name="How to mend a hinge")).to_be_visible()


@pytest.mark.complains  # the same
def test_it_goes_away_and_gives_the_focus_back(open_page: Any, agent: User):
    page = open_page(f"/desk/conversations/{write().conversation.pk}/", agent)
    page.get_by_label("Reply to Laura Berg").focus()

    say(page, "xyzzy")
    expect(page.get_by_text("Nothing found.")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("Reply to Laura Berg")).to_be_focused()


@pytest.mark.complains  # axe styles the page, which the page's policy refuses
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(open_page: Any, admin: User, scheme: str):
    address = f"/desk/conversations/{write('Donaudampfschifffahrt' * 5).conversation.pk}/"
    page = open_page(address, admin, color_scheme=scheme, width=320)

    say(page, "")
    expect(page.get_by_role("option", name="Resolve")).to_be_visible()
    found = serious_findings(page)
    page.keyboard.type("donau")
    expect(page.get_by_role("option").first).to_contain_text("Donaudampf")

    assert [*found, *serious_findings(page)] == []
    assert overflow(page) <= 0
