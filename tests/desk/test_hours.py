"""An admin says when somebody is there."""

from datetime import date

import pytest
from django.test import Client

from helpwell.conversations.expected_wait import expected_wait
from helpwell.conversations.models import Inbox
from helpwell.people.models import BusinessHours
from tests.factories import InboxFactory

pytestmark = pytest.mark.django_db

HOURS = "/desk/hours/"


def filled_in(**values: str) -> dict[str, str]:
    """The form with office hours."""
    week = {f"day_{number}": "9:00–17:00" for number in range(5)}
    return {"name": "Office", "time_zone": "Europe/Berlin", "country": "", "region": "", **week, **values}


def test_a_new_house_claims_no_hours_and_needs_one_click_for_the_usual_ones(admin_desk: Client) -> None:
    empty = admin_desk.get(HOURS).content.decode()
    offered = admin_desk.get(f"{HOURS}new/").context["form"]

    admin_desk.post(f"{HOURS}new/", {field.html_name: field.value() or "" for field in offered})

    assert "No hours yet" in empty
    assert BusinessHours.objects.get().week == [[[540, 1020]]] * 5 + [[], []]
    assert expected_wait(InboxFactory()).keeps_hours


def test_holidays_days_off_and_several_spans_are_kept_and_shown_again(admin_desk: Client) -> None:
    sent = filled_in(day_5="10-12, 13-15", country="DE", region="BY", closed_days="24.12.2026 Betriebsferien")

    admin_desk.post(f"{HOURS}new/", sent)

    hours = BusinessHours.objects.get()
    page = admin_desk.get(f"{HOURS}{hours.pk}/").content.decode()
    assert (hours.week[5], hours.country, hours.region) == ([[600, 720], [780, 900]], "DE", "BY")
    assert "10:00–12:00, 13:00–15:00" in page
    assert "2026-12-24 Betriebsferien" in page


@pytest.mark.parametrize("wrong", [{"day_0": "22-2"}, {"closed_days": "soon"}, {"time_zone": "Mars"}, {"name": ""}])
def test_what_cannot_be_is_refused_and_nothing_is_lost(admin_desk: Client, wrong: dict[str, str]) -> None:
    response = admin_desk.post(f"{HOURS}new/", filled_in(**wrong))

    assert response.status_code == 422
    assert "9:00–17:00" in response.content.decode()
    assert not BusinessHours.objects.exists()


def test_a_region_of_another_country_means_the_whole_country(admin_desk: Client) -> None:
    admin_desk.post(f"{HOURS}new/", filled_in(country="LV", region="BY"))

    assert (BusinessHours.objects.get().country, BusinessHours.objects.get().region) == ("LV", "")


def test_another_country_brings_its_regions(admin_desk: Client) -> None:
    assert "Bayern" in admin_desk.get(f"{HOURS}regions/?country=DE").content.decode()
    assert "hidden" in admin_desk.get(f"{HOURS}regions/?country=XX").content.decode()


def test_inboxes_whose_hours_are_deleted_keep_the_usual_ones(admin_desk: Client) -> None:
    usual = BusinessHours.objects.create(name="Usual", time_zone="UTC")
    evenings = BusinessHours.objects.create(name="Evenings", time_zone="UTC", week=[[]] * 7)
    inbox = InboxFactory(hours=evenings)

    admin_desk.post(f"{HOURS}{evenings.pk}/deletion/")

    assert Inbox.objects.get(pk=inbox.pk).kept_hours == usual


def test_the_list_tells_what_is_open_now(admin_desk: Client) -> None:
    BusinessHours.objects.create(name="Always", time_zone="UTC", week=[[[0, 1440]]] * 7)
    BusinessHours.objects.create(name="Never", time_zone="UTC", week=[[]] * 7)

    page = admin_desk.get(HOURS).content.decode()

    assert "Open now, until 0:00" in page
    assert "Never open" in page


def test_hours_are_for_admins(desk: Client) -> None:
    assert desk.get(HOURS).status_code == 404
    assert desk.post(f"{HOURS}new/", filled_in()).status_code == 404


def test_the_next_days_off_tell_own_ones_once_and_holidays_by_name() -> None:
    own = [["2026-12-24", "2026-12-31", "Betriebsferien"]]
    hours = BusinessHours(name="Office", time_zone="Europe/Berlin", country="DE", region="BY", closed_days=own)

    coming = hours.next_days_off(date(2026, 12, 1), count=3)

    assert [days.why for days in coming] == ["Betriebsferien", "Neujahr", "Heilige Drei Könige"]
