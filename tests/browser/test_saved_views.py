"""Somebody narrows a list, keeps it under a name, and finds it in her rail."""

from typing import Any

import pytest
from playwright.sync_api import expect

from helpwell.people.models import Sender, User
from tests.browser.conftest import overflow, serious_findings
from tests.factories import write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.complains  # axe styles the page, which the page's policy refuses
def test_a_list_is_filtered_saved_and_removed_with_undo(open_page: Any, agent: User):
    write("Hinge", sender=Sender(name="Ada")).conversation.tag("Hinge", by=agent)
    write("Lens", sender=Sender(name="Bob"))
    page = open_page("/desk/conversations/?view=all", agent)

    page.get_by_title("Filter").click()
    page.get_by_role("combobox", name="Tag").select_option("Hinge")
    found = serious_findings(page)
    page.get_by_role("button", name="Show").click()
    expect(page.locator("[data-row]")).to_have_count(1)
    page.get_by_role("link", name="Save as a view").click()
    page.get_by_label("Name").fill("Hinges")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Hinges 1 waiting")).to_have_attribute("aria-current", "page")
    expect(page.locator("[data-row]")).to_have_count(1)

    page.goto("/desk/conversations/views/")
    found += serious_findings(page)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("“Hinges” is removed.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Hinges")).to_be_visible()
    assert found == []


def test_nothing_is_cut_off_at_320_pixels(open_page: Any, agent: User):
    write("Hinge").conversation.tag("Donaudampfschifffahrtsgesellschaftskapi", by=agent)
    page = open_page("/desk/conversations/?view=all&tag=Donaudampfschifffahrtsgesellschaftskapi", agent, width=320)

    page.get_by_title("Filter").click()
    expect(page.get_by_role("button", name="Show")).to_be_visible()

    assert overflow(page) <= 0
