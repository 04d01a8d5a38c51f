"""An agent who looks elsewhere is told by her browser that somebody wrote, once and as long as she wants it."""

import pytest
from playwright.sync_api import Page, expect

from helpwell.people.models import Sender, User
from tests.browser.conftest import Open
from tests.factories import write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOLD = """
window.told = []
window.Notification = new Proxy(window.Notification, {
  construct(Notification, [title, options]) {
    told.push(`${title} | ${options.body}`)
    return new Notification(title, options)
  },
})
"""  # the browser's own constructor, with an ear at the door
SWITCH = "Notify me when a customer writes"


def opened(desk_of: Open, agent: User, *granted: str) -> Page:
    """The desk in a browser that grants this, while she is on duty and looks at another window."""
    agent.become(User.Availability.AT_DESK)
    page = desk_of(agent)
    page.context.grant_permissions(list(granted))
    page.context.add_init_script(TOLD)
    page.reload()
    expect(page.locator("live-desk[data-live]")).to_be_attached()
    page.evaluate("document.hasFocus = () => false")
    return page


def somebody_writes(page: Page, name: str, text: str) -> None:
    """It stands in the list; by then she has been told, or not."""
    write(text, sender=Sender(name=name))
    expect(page.get_by_role("link", name=name)).to_be_visible()


def test_she_is_told_who_wrote_and_what_until_she_switches_it_off(desk_of: Open, agent: User):
    page = opened(desk_of, agent, "notifications")
    switch = page.locator("[data-notify]")
    expect(switch).to_have_attribute("aria-pressed", "true")

    somebody_writes(page, "Ada", "My glasses are broken")
    somebody_writes(page, "Cem", "Do you ship to Iceland")
    told = page.evaluate("told")
    page.get_by_text("More", exact=True).locator("xpath=..").press("Enter")
    page.get_by_role("button", name=SWITCH).press("Enter")
    expect(page.get_by_text("Your browser stays quiet now.")).to_be_visible()
    expect(switch).to_have_attribute("aria-pressed", "false")
    somebody_writes(page, "Bob", "Where is my parcel")
    page.reload()

    assert [words.removeprefix("A customer wrote | ") for words in told] == [
        "Ada: My glasses are broken",
        "Cem: Do you ship to Iceland",
    ]
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("told") == []


def test_whoever_looks_at_the_desk_is_not_told_what_she_sees(desk_of: Open, agent: User):
    page = opened(desk_of, agent, "notifications")
    page.evaluate("document.hasFocus = () => true")

    somebody_writes(page, "Ada", "My glasses are broken")

    assert page.evaluate("told") == []


def test_a_browser_that_refuses_is_not_asked_again(desk_of: Open, agent: User):
    page = opened(desk_of, agent)  # a browser without a window refuses whatever it was not told to grant
    page.evaluate("localStorage.clear()")

    page.get_by_text("More", exact=True).locator("xpath=..").click()
    expect(page.get_by_role("button", name="Keys")).to_be_visible()
    expect(page.get_by_role("button", name=SWITCH)).to_be_hidden()
    page.mouse.move(900, 600)
    somebody_writes(page, "Ada", "My glasses are broken")

    assert page.evaluate("told") == []
    assert page.evaluate("Notification.permission") == "denied"


def test_a_refusal_is_explained_where_she_asked(desk_of: Open, agent: User):
    page = opened(desk_of, agent, "notifications")
    page.evaluate("() => void Object.defineProperty(Notification, 'permission', {get: () => 'denied'})")

    page.get_by_text("More", exact=True).locator("xpath=..").click()
    page.get_by_role("button", name=SWITCH).click()

    expect(page.get_by_text("Your browser does not let us.")).to_be_visible()
    expect(page.locator("[data-notify]")).to_have_attribute("hidden", "")
