"""An admin says how soon customers shall have their answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from helpwell.automation.models import SlaPolicy
from tests.factories import ConversationFactory, InboxFactory

pytestmark = pytest.mark.django_db
TARGETS = "/desk/targets/"


def test_targets_are_set_in_hours_and_shown_again(admin_desk: Client) -> None:
    inbox = InboxFactory()

    admin_desk.post(f"{TARGETS}new/", {"name": "Fast", "inbox": inbox.pk, "first_reply": "0.5", "next_reply": "8"})

    policy = SlaPolicy.objects.get()
    page = admin_desk.get(TARGETS).content.decode()
    assert (policy.inbox, policy.first_reply, policy.next_reply, policy.resolution) == (inbox, 30, 480, None)
    assert "30 minutes" in page
    assert "8 open hours" in page
    assert 'value="0.5"' in admin_desk.get(f"{TARGETS}{policy.pk}/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"first_reply": "soon"}, {"first_reply": "-1"}, {"first_reply": "1e9"}, {"first_reply": "nan"}, {}]
)
def test_targets_that_make_no_sense_are_refused(admin_desk: Client, wrong: dict[str, str]) -> None:
    assert admin_desk.post(f"{TARGETS}new/", {"name": "Fast", **wrong}).status_code == 422
    assert not SlaPolicy.objects.exists()


def test_the_list_shows_how_much_time_is_left(admin_desk: Client) -> None:
    now = timezone.now()
    for minutes in (90, 10, -5):
        due = now + timedelta(minutes=minutes, seconds=30 if minutes > 0 else -30)
        ConversationFactory(waiting_since=now, reply_due_at=due)

    page = admin_desk.get("/desk/conversations/?view=all").content.decode()

    assert "90 min left" in page
    assert "10 min left" in page
    assert "5 min late" in page


def test_targets_are_deleted(admin_desk: Client) -> None:
    policy = SlaPolicy.objects.create(name="Fast", first_reply=30)

    admin_desk.post(f"{TARGETS}{policy.pk}/deletion/")

    assert "No targets" in admin_desk.get(TARGETS).content.decode()


def test_targets_are_for_admins(desk: Client) -> None:
    assert desk.get(TARGETS).status_code == 404
    assert desk.post(f"{TARGETS}new/", {"name": "Fast", "first_reply": "1"}).status_code == 404
