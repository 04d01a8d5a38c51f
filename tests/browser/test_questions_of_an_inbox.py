"""An admin asks for more than is needed: she is warned, and the customer sees what she must fill in (C02)."""

from typing import Any

import pytest
from playwright.sync_api import expect

from helpwell.conversations.models import Inbox
from helpwell.people.models import User
from tests.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.complains  # the browser reports the answer 422
def test_a_third_field_that_must_be_filled_in_is_warned_of_and_asked_for(open_page: Open, visit: Any, admin: User):
    inbox = Inbox.objects.first_of(Inbox.Channel.CONTACT_FORM)
    office = open_page(f"/desk/inboxes/{inbox.pk}/", admin)

    office.get_by_role("textbox", name="English (optional)").fill("Order number")
    office.get_by_label("Must be filled in").check()
    office.get_by_role("button", name="Save what the form asks").click()
    expect(office.get_by_text("Customers must fill in 3 fields besides their message")).to_be_visible()

    hers = visit(375)
    hers.goto("/en/contact/?message=My+glasses+are+broken")
    hers.get_by_role("button", name="Continue").click()
    hers.get_by_label("Your name").press_sequentially("Laura Berg", delay=60)
    hers.get_by_label("E-mail for our answer").press_sequentially("laura@example.com", delay=60)
    expect(hers.get_by_text("Order number", exact=True)).to_be_visible()
    expect(hers.locator("label", has_text="Order number")).not_to_contain_text("optional")
    hers.get_by_role("button", name="Send message").click()
    expect(hers.get_by_text("We need this to help you.")).to_be_visible()
    hers.get_by_label("Order number").fill("K-10900")
    hers.get_by_role("button", name="Send message").click()

    expect(hers.get_by_role("heading", name="Your message has arrived")).to_be_visible()
