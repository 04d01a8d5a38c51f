"""A private link from a mail of last season: it says so, and the way back is a mail away."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from helpwell.conversations.mailing import address_of
from helpwell.conversations.private_link import VALID_FOR, Way, make
from helpwell.outbox.models import Mail
from helpwell.people.models import User
from tests.browser.conftest import overflow, serious_findings
from tests.factories import a_file, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.complains  # the browser reports the answer 410, and that axe may not style the page
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (375, "dark")])
def test_an_old_link_brings_a_fresh_one_by_mail(visit: Any, agent: User, width: int, scheme: str):
    conversation = write("My glasses are broken", files=(a_file("invoice-" * 12 + ".txt"),), language="en").conversation
    conversation.reply("We repair them.", by=agent)
    address = address_of(conversation)
    assert address
    with time_machine.travel(timezone.now() - VALID_FOR - timedelta(days=1)):
        old = make(conversation, address, Way.MAIL)
    page = visit(width, color_scheme=scheme)

    page.goto(f"/en/conversations/{old}/")
    expect(page.get_by_role("heading", name="This link has run out")).to_be_visible()
    findings = serious_findings(page)
    assert "My glasses are broken" not in page.content()
    page.get_by_role("button", name="Send me a fresh link").click()
    expect(page.get_by_text("is on its way")).to_be_visible()

    mail = Mail.objects.get()
    fresh = re.search(r"/en/conversations/\S+", mail.text)
    assert (mail.to, bool(fresh)) == (["laura@example.com"], True)
    page.goto(fresh[0])  # type: ignore[index]
    expect(page.get_by_text("We repair them.")).to_be_visible()
    page.get_by_label("Your answer, or something to add").press_sequentially("Thank you, and good night", delay=20)
    page.get_by_role("button", name="Send").first.click()
    expect(page.get_by_text("Thank you, and good night")).to_be_visible()
    assert (findings, overflow(page)) == ([], 0)
    assert conversation.messages.said().count() == 3
