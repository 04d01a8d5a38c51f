"""News for customers and for the team."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from helpwell.knowledge.models import Notice, NoticeText
from tests.factories import publish

pytestmark = pytest.mark.django_db

LIST = "/desk/notices/"
NEW = f"{LIST}new/"


def words(**changed: str) -> dict[str, str]:
    return {
        "audience": "customers",
        "level": "2",
        "starts_at": "2026-01-01T08:00",
        "ends_at": "",
        "article": "",
        "title_en": "The post is on strike",
        "body_en": "Parcels take longer.",
        "link_en": "",
    } | changed


def notice(title: str = "Strike", **values: object) -> Notice:
    made = Notice.objects.create(**values)
    NoticeText.objects.create(notice=made, language="en", title=title)
    return made


def test_a_notice_is_on_the_help_centre_as_soon_as_it_is_saved(desk: Client, client: Client):
    desk.post(NEW, words())

    assert "The post is on strike" in client.get("/en/").content.decode()


def test_its_time_is_meant_in_the_sites_time_zone(desk: Client):
    desk.post(NEW, words(starts_at="2026-07-01T09:00"))

    assert Notice.objects.get().starts_at == datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"title_en": ""}, "needs a headline"),
        ({"title_en": "", "body_en": ""}, "at least one language"),
        ({"ends_at": "2025-01-01T08:00"}, "end before it begins"),
        ({"starts_at": "tomorrow"}, "2026-12-24T18:00"),
        ({"link_en": "javascript:alert(1)"}, "begins with https://"),
    ],
)
def test_a_bad_value_is_told_in_place_and_nothing_is_lost(desk: Client, changed: dict[str, str], message: str):
    response = desk.post(NEW, words(**changed))

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert 'name="starts_at"' in page
    assert not Notice.objects.exists()


def test_a_preview_shows_it_without_saving(desk: Client):
    page = desk.post(NEW, words(preview="1")).content.decode()

    assert "How it will look" in page
    assert "notice--warn" in page
    assert not Notice.objects.exists()


def test_it_leads_to_an_article(desk: Client, client: Client):
    article = publish("Delays").article
    desk.post(NEW, words(article=article.public_id))

    assert NoticeText.objects.get().link == f"article:{article.public_id}"
    assert "/en/" in client.get("/en/").content.decode()


def test_changing_it_keeps_what_was_there(desk: Client):
    made = notice("Strike", level=3)

    page = desk.get(f"{LIST}{made.pk}/").content.decode()
    desk.post(f"{LIST}{made.pk}/", words(title_en="", title_de="Streik", body_en=""))

    assert 'value="Strike"' in page
    assert list(made.texts.values_list("language", "title")) == [("de", "Streik")]


def test_it_is_taken_down_and_undo_shows_it_again(desk: Client):
    made = notice()

    page = desk.post(f"{LIST}{made.pk}/end/", follow=True).content.decode()
    assert not Notice.objects.showing().exists()
    assert 'name="again"' in page
    desk.post(f"{LIST}{made.pk}/end/", {"again": "open"})
    assert Notice.objects.showing().exists()


def test_undo_keeps_the_end_it_had(desk: Client):
    ends_at = timezone.now() + timedelta(days=3)
    made = notice(ends_at=ends_at)
    page = desk.post(f"{LIST}{made.pk}/end/", follow=True).content.decode()

    assert f'value="{ends_at.isoformat()}"' in page.replace("&#x2B;", "+")
    desk.post(f"{LIST}{made.pk}/end/", {"again": ends_at.isoformat()})

    made.refresh_from_db()
    assert made.ends_at == ends_at


def test_past_ones_are_listed_apart(desk: Client):
    notice("Long ago", starts_at=timezone.now() - timedelta(days=9), ends_at=timezone.now() - timedelta(days=8))

    assert "Long ago" not in desk.get(LIST).content.decode()
    assert "Long ago" in desk.get(LIST, {"past": ""}).content.decode()


def test_a_longer_list_asks_no_more_questions_of_the_database(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(12):
        notice(f"Notice {number}")

    with django_assert_max_num_queries(22):
        desk.get(LIST)
