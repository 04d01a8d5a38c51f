"""A customer far away reads by when she is answered, by her own clock."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from helpwell.base.models import Site
from helpwell.knowledge.models import Notice, NoticeText
from helpwell.people.models import Contact
from tests.factories import closed_for_now

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("zone", "is_told"), [("Pacific/Auckland", True), ("Europe/Berlin", False)])
def test_a_promise_is_told_by_the_readers_clock_where_it_differs(open_page: Any, zone: str, is_told: bool):
    Site.current()
    Site.objects.update(time_zone="Europe/Berlin")
    closed_for_now(zone="Europe/Berlin")

    page = open_page("/en/contact/", timezone_id=zone)

    expect(page.get_by_text("In your time zone that is")).to_have_count(1 if is_told else 0)
    expect(page.get_by_text(re.compile(r"\b0\d:\d\d"))).to_have_count(0)


def test_what_is_promised_after_sending_is_by_her_clock_alone(open_page: Any):
    Site.current()
    Site.objects.update(time_zone="Europe/Berlin")
    closed_for_now(zone="Europe/Berlin")
    page = open_page("/en/contact/", timezone_id="Pacific/Auckland")

    page.get_by_label("What happened").press_sequentially("It fell down", delay=30)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your name").press_sequentially("Laura", delay=30)
    page.get_by_label("E-mail for our answer").press_sequentially("laura@example.com", delay=30)
    page.get_by_role("button", name="Send message").click()

    expect(page.get_by_text("we are back")).to_be_visible()
    expect(page.get_by_text("In your time zone that is")).to_have_count(0)
    assert Contact.objects.get().time_zone == "Pacific/Auckland"


def test_an_english_reader_anywhere_reads_the_day_before_the_month(open_page: Any):
    Site.current()
    notice = Notice.objects.create(starts_at=datetime(2026, 11, 2, 18, 5, tzinfo=UTC))
    NoticeText.objects.create(notice=notice, language="en", title="Parcels are late")

    page = open_page("/en/", timezone_id="Europe/Riga", locale="en-US")

    expect(page.get_by_text("2 Nov 2026, 20:05")).to_be_visible()
