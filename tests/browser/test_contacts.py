"""An agent notices that two contacts are one person."""

from typing import Any

import pytest
from playwright.sync_api import expect

from helpwell.people.models import Sender, User
from tests.browser.conftest import overflow, serious_findings
from tests.factories import write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.complains  # axe styles the page, which the page's policy refuses
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_two_contacts_become_one_and_two_again(open_page: Any, agent: User, scheme: str, width: int):
    write("From home", sender=Sender(name="Laura Berg", email="laura@example.com"))
    work = write("From work", sender=Sender(name="L. Berg", email="berg@work.example")).conversation.contact
    page = open_page(f"/desk/contacts/{work.pk}/", agent, color_scheme=scheme, width=width)

    page.get_by_label("Search the other contact").press_sequentially("laura")
    page.get_by_role("link", name="Laura Berg").click()
    expect(page.get_by_text("laura@example.com")).to_be_visible()
    found, too_wide = serious_findings(page), overflow(page)
    page.get_by_role("button", name="Make them one").click()
    expect(page.get_by_role("region", name="Conversations").get_by_role("link", name="From home")).to_be_visible()
    found, too_wide = [*found, *serious_findings(page)], max(too_wide, overflow(page))
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("They are two contacts again.")).to_be_visible()

    expect(page.get_by_role("link", name="From home")).to_have_count(0)
    assert (found, too_wide <= 0) == ([], True)
