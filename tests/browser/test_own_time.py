"""A customer far away reads by when she is answered, by her own clock."""

from typing import Any

import pytest
from playwright.sync_api import expect

from helpwell.base.models import Site
from helpwell.people.models import BusinessHours

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("zone", "is_told"), [("Pacific/Auckland", True), ("Europe/Berlin", False)])
def test_a_promise_is_told_by_the_readers_clock_where_it_differs(open_page: Any, zone: str, is_told: bool):
    Site.current()
    Site.objects.update(time_zone="Europe/Berlin")
    BusinessHours.objects.create(name="Seldom", time_zone="Europe/Berlin", week=[[[0, 60]]] + [[]] * 6)

    page = open_page("/en/contact/", timezone_id=zone)

    expect(page.get_by_text("In your time zone that is")).to_have_count(1 if is_told else 0)
