"""Tutorials: gathered on the home page by how often they are opened, and beside articles on the same topic."""

from datetime import timedelta

import pytest
from django.test import Client

from helpwell.base.site import today
from helpwell.help_center.tutorials import DAYS
from helpwell.help_center.viewed import Tally, tally
from helpwell.knowledge.models import DayViews, Translation
from tests.factories import make_category, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    tally.counts.clear()


def tutorial(title: str, **article) -> Translation:
    return publish(title, kind="tutorial", **article)


def opened(translation: Translation, times: int, days_ago: int = 0) -> None:
    DayViews.add(today() - timedelta(days=days_ago), {translation.pk: times})


def test_tutorials_stand_on_the_home_page_the_most_opened_first(customer: Client):
    clean, pads = tutorial("Clean your glasses"), tutorial("Change nose pads")
    tutorial("For colleagues", visibility="internal")
    publish("Opening hours")
    opened(clean, 5)
    opened(pads, 9, days_ago=DAYS)
    opened(pads, 4)

    page = customer.get("/en/").content.decode()

    assert page.index("Step by step") < page.index("Clean your glasses") < page.index("Change nose pads")
    assert "For colleagues" not in page


def test_without_tutorials_the_home_page_has_no_place_for_them(customer: Client):
    publish("Opening hours")

    assert "Step by step" not in customer.get("/en/").content.decode()


def test_an_article_names_tutorials_on_its_topic(customer: Client):
    fit = make_category("Fit")
    tutorial("Change nose pads", category=fit)
    tutorial("Insert lenses", category=make_category("Lenses"))
    publish("My glasses slip", category=fit)

    page = customer.get("/en/articles/my-glasses-slip/").content.decode()

    beside = page[page.index("Step by step") :]
    assert beside.index("Change nose pads") < beside.index("You may also need") < beside.index("Insert lenses")


def test_each_opening_by_a_person_counts_and_says_nothing_about_her(customer: Client):
    pads = tutorial("Change nose pads")
    customer.get("/en/articles/change-nose-pads/")
    customer.get("/en/articles/change-nose-pads/")
    customer.get("/en/articles/change-nose-pads/", headers={"User-Agent": "Googlebot/2.1"})

    tally.write()
    tally.write()

    assert list(DayViews.objects.values_list("translation", "day", "count")) == [(pads.pk, today(), 2)]


def test_what_was_opened_before_an_article_was_deleted_stops_nothing(customer: Client):
    pads, hours = tutorial("Change nose pads"), publish("Opening hours")
    for slug in ("change-nose-pads", "opening-hours"):
        customer.get(f"/en/articles/{slug}/")
    pads.article.remove(by=None)

    tally.write()

    assert [row.translation for row in DayViews.objects.all()] == [hours]


@pytest.mark.django_db(transaction=True)
def test_a_server_that_ends_writes_down_what_it_still_holds(customer: Client):
    publish("Opening hours")
    customer.get("/en/articles/opening-hours/")
    ending = Tally(counts=tally.counts)

    ending.start()
    ending.stop()

    assert DayViews.objects.within(1).total() == 1
