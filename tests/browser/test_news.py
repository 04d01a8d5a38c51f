"""Somebody at the desk finds news, opens it, and the badge is gone."""

from typing import Any

import pytest
from playwright.sync_api import expect

from helpwell.knowledge.models import Notice
from helpwell.people.models import User
from tests.browser.conftest import overflow, serious_findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.complains  # axe styles the page, which the page's policy refuses
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_news_is_new_until_it_is_opened(open_page: Any, agent: User, scheme: str):
    notice = Notice(audience=Notice.Audience.STAFF)
    notice.write({"en": ("New opening hours", "From Monday we open at eight.", "")}, by=None)
    page = open_page("/desk/", agent, color_scheme=scheme)

    page.get_by_role("link", name="Team news 1 waiting").click()
    found = serious_findings(page)
    page.get_by_role("link", name="New opening hours").click()
    expect(page.get_by_text("From Monday we open at eight.")).to_be_visible()
    found += serious_findings(page)

    expect(page.get_by_role("link", name="Team news").first).not_to_contain_text("waiting")
    assert (found, overflow(page)) == ([], 0)
