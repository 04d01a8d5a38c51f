"""A colleague is invited and joins; the last admin stays."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from helpwell.outbox.models import Mail
from helpwell.people.joining import invite
from helpwell.people.models import Invitation, User
from helpwell.people.models.user import LastAdmin
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def path_in(mail: Mail) -> str:
    found = re.search(r"https?://[^/]+(/\S+)", mail.text)
    assert found, mail.text
    return found[1]


def test_an_invited_colleague_follows_the_mail_and_is_at_the_desk(client: Client, admin: User):
    invite("Maren@example.com", User.Role.EDITOR, by=admin)
    path = path_in(Mail.objects.get())

    page = client.get(path).content.decode()
    response = client.post(path, {"name": "Maren", "password": "seven green lamps"})

    assert "maren@example.com" in page
    assert response.url == "/desk/"
    maren = User.objects.get(email="maren@example.com")
    assert (maren.name, maren.role) == ("Maren", User.Role.EDITOR)
    assert client.get("/desk/").wsgi_request.user == maren


def test_a_weak_password_is_refused_in_place_and_the_name_is_kept(client: Client, admin: User):
    path = invite("maren@example.com", User.Role.EDITOR, by=admin).split("//")[1].partition("/")[2]

    page = client.post(f"/{path}", {"name": "Maren", "password": "password123"}).content.decode()

    assert "too common" in page
    assert 'value="Maren"' in page
    assert not User.objects.filter(email="maren@example.com").exists()


def test_a_link_works_once(client: Client, admin: User):
    path = "/" + invite("maren@example.com", User.Role.EDITOR, by=admin).split("/", 3)[3]
    client.post(path, {"name": "Maren", "password": "seven green lamps"})

    again = Client().post(path, {"name": "Mallory", "password": "seven green lamps"})

    assert again.status_code == 404
    assert "is over" in again.content.decode()


def test_a_link_ends_after_seven_days_and_when_it_is_withdrawn(client: Client, admin: User):
    path = "/" + invite("maren@example.com", User.Role.EDITOR, by=admin).split("/", 3)[3]

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert client.get(path).status_code == 404
    assert client.get(path).status_code == 200
    Invitation.objects.get().withdraw(by=admin)
    assert client.get(path).status_code == 404


def test_inviting_again_ends_the_former_link(client: Client, admin: User):
    former = "/" + invite("maren@example.com", User.Role.EDITOR, by=admin).split("/", 3)[3]

    invite("maren@example.com", User.Role.AGENT, by=admin)

    assert client.get(former).status_code == 404


def test_the_link_is_not_stored_readably(admin: User):
    token = invite("maren@example.com", User.Role.EDITOR, by=admin).rstrip("/").rsplit("/", 1)[1]

    stored = Invitation.objects.values().get()

    assert token not in str(stored)


@pytest.mark.parametrize("token", ["", None, "null", "0"])
def test_an_empty_token_matches_nothing(token: str | None, admin: User):
    Invitation.invite("maren@example.com", User.Role.EDITOR, by=admin)
    Invitation.objects.update(token_hash="")

    assert Invitation.objects.by_token(token) is None


def test_the_last_admin_keeps_her_role_and_her_account(admin: User):
    with pytest.raises(LastAdmin):
        admin.change_role(User.Role.EDITOR, by=admin)
    with pytest.raises(LastAdmin):
        admin.deactivate(by=admin)

    UserFactory(role=User.Role.ADMIN)
    admin.change_role(User.Role.EDITOR, by=admin)
    assert admin.role == User.Role.EDITOR


def test_an_invitation_that_waits_until_its_link_has_run_out_is_never_sent(admin: User):
    invite("maren@example.com", User.Role.EDITOR, by=admin)

    mail = Mail.objects.get()

    assert mail.useful_until is not None
    assert abs(mail.useful_until - Invitation.objects.get().expires_at) < timedelta(seconds=2)
