"""An admin writes invitations, switches them on, and sees how they are taken."""

import pytest
from django.test import Client

from helpwell.channels.chat.models import Invitation
from helpwell.conversations.models import Inbox
from helpwell.people.models import Event
from tests.factories import InboxFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address() -> str:
    return f"/desk/inboxes/{InboxFactory(channel=Inbox.Channel.CHAT).pk}/invitations/"


def given(number: int = 0, **values: object) -> dict[str, object]:
    filled = {"name": "Fit", "text_en": "Does it fit?", "pages": "/frames*", "seconds": 30, "scroll": 50, "visits": 2}
    return {f"i{number}-{name}": value for name, value in {**filled, **values}.items()}


def test_one_is_written_switched_off_then_switched_on_and_removed(admin_desk: Client, address: str) -> None:
    admin_desk.post(address, given())
    one = Invitation.objects.get()
    first = (one.texts, one.pages, one.seconds, one.scroll, one.visits, one.is_on)
    admin_desk.post(address, {"invitation": one.pk, **given(one.pk, is_on="on")})
    one.refresh_from_db()
    is_on = one.is_on

    admin_desk.post(address, {"invitation": one.pk, "remove": "1"})

    assert first == ({"en": "Does it fit?"}, ["/frames*"], 30, 50, 2, False)
    assert is_on
    assert not Invitation.objects.exists()
    assert Event.objects.filter(kind__startswith="chat_invitation.").count() == 3


@pytest.mark.parametrize("wrong", [{"seconds": 0}, {"seconds": "soon"}, {"scroll": 101}, {"visits": 0}, {"name": ""}])
def test_what_makes_no_sense_is_refused(admin_desk: Client, address: str, wrong: dict[str, object]) -> None:
    assert admin_desk.post(address, given(**wrong)).status_code == 422
    assert not Invitation.objects.exists()


def test_the_page_shows_how_it_was_taken(admin_desk: Client, address: str) -> None:
    admin_desk.post(address, given())
    Invitation.objects.update(shown_count=20, opened_count=4, dismissed_count=11)

    assert "Shown 20 times: 4 opened the chat, 11 dismissed it." in admin_desk.get(address).content.decode()


def test_only_an_admin_may(desk: Client, address: str) -> None:
    assert desk.post(address, given()).status_code in {302, 403, 404}
    assert not Invitation.objects.exists()
