"""Signing in: by password, by code, with a second factor; and what ends a session."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from helpwell.outbox.models import Mail
from helpwell.people.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


def proven(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": user.email, "password": password}, follow=True)


def code_in(mail: Mail) -> str:
    found = re.search(r"^    (\S+)$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found[1]


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_a_colleague_signs_in_with_her_password(client: Client, editor: User):
    proven(editor)

    response = sign_in(client, editor)

    assert response.wsgi_request.user == editor
    assert response.request["PATH_INFO"].startswith("/desk/")


def test_a_wrong_password_says_so_in_place_and_keeps_the_address(client: Client, editor: User):
    response = client.post(reverse("account_login"), {"login": editor.email, "password": "wrong"})

    page = response.content.decode()
    assert "do not go together" in page
    assert editor.email in page


def test_after_too_many_wrong_passwords_even_the_right_one_must_wait(client: Client, editor: User):
    proven(editor)
    for _try in range(10):
        client.post(reverse("account_login"), {"login": editor.email, "password": "wrong"})

    response = sign_in(client, editor)

    assert not response.wsgi_request.user.is_authenticated
    assert "Wait a few minutes" in response.content.decode()


def test_a_customer_signs_in_by_a_code_sent_to_her(client: Client):
    member = proven(UserFactory(role=User.Role.MEMBER))

    client.post(reverse("account_request_login_code"), {"email": member.email})
    response = client.post(reverse("account_confirm_login_code"), {"code": code_in(Mail.objects.get())})

    assert response.url == "/"
    assert client.get("/accounts/login/").wsgi_request.user == member


def test_an_unknown_address_is_told_the_same_and_sent_nothing(client: Client):
    response = client.post(reverse("account_request_login_code"), {"email": "stranger@example.com"}, follow=True)

    assert "is known here" in response.content.decode()
    assert not Mail.objects.exists()


def test_a_mail_with_a_code_is_of_use_for_as_long_as_the_code(client: Client, editor: User):
    client.post(reverse("account_request_login_code"), {"email": editor.email})

    mail = Mail.objects.get()

    assert mail.useful_until is not None
    assert timedelta(minutes=2) < mail.useful_until - timezone.now() <= timedelta(minutes=3)


def test_a_forgotten_password_is_replaced_with_a_code(client: Client, editor: User):
    proven(editor)

    client.post(reverse("account_reset_password"), {"email": editor.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_in(Mail.objects.latest("pk"))})
    new = {"password1": "seven green lamps", "password2": "seven green lamps"}
    client.post(reverse("account_complete_password_reset"), new)

    assert sign_in(Client(), editor, "seven green lamps").wsgi_request.user == editor


def test_a_new_password_ends_the_sessions_on_other_devices(desk: Client, editor: User):
    proven(editor)
    here = Client()
    sign_in(here, editor)

    new = {"oldpassword": PASSWORD, "password1": "seven green lamps", "password2": "seven green lamps"}
    here.post(reverse("account_change_password"), new)

    assert here.get("/desk/").wsgi_request.user == editor
    assert not desk.get("/desk/").wsgi_request.user.is_authenticated


@pytest.mark.parametrize(
    "deed",
    [
        lambda user: user.change_role(User.Role.AGENT, by=None),
        lambda user: user.deactivate(by=None),
        lambda user: user.end_sessions(by=None),
    ],
)
def test_another_role_a_closed_account_and_an_end_to_sessions_sign_out(desk: Client, editor: User, deed):
    deed(editor)

    assert not desk.get("/desk/").wsgi_request.user.is_authenticated


def test_the_second_factor_is_asked_for_and_a_recovery_code_does_as_well(client: Client, editor: User):
    proven(editor)
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)
    RecoveryCodes.activate(editor)

    sign_in(client, editor)
    assert not client.get("/accounts/login/").wsgi_request.user.is_authenticated
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert client.get("/desk/").wsgi_request.user == editor

    other = Client()
    sign_in(other, editor)
    recovery = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap()
    other.post(reverse("mfa_authenticate"), {"code": recovery.get_unused_codes()[0]})
    assert other.get("/desk/").wsgi_request.user == editor


def test_the_database_does_not_hold_the_secret_of_a_second_factor(editor: User):
    secret = generate_totp_secret()

    TOTP.activate(editor, secret)

    assert secret not in str(Authenticator.objects.get().data)


def test_where_a_second_factor_is_asked_of_staff_the_desk_opens_only_with_one(client: Client, editor: User, settings):
    settings.HELPWELL = replace(settings.HELPWELL, second_factor=True)
    proven(editor)
    sign_in(client, editor)

    response = client.get(reverse("desk:home"))
    assert response.url == reverse("mfa_activate_totp")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    set_up = client.get(response.url)
    secret = set_up.context["form"].secret
    client.post(response.url, {"code": code_now(secret)})

    assert client.get(reverse("desk:home")).headers.get("Location") != reverse("mfa_activate_totp")


def test_nobody_signs_up_by_herself(client: Client):
    response = client.post(reverse("account_signup"), {"email": "new@example.com", "password1": PASSWORD})

    assert "by invitation" in response.content.decode()
    assert not User.objects.filter(email="new@example.com").exists()


PAGES = [
    "account_login", "account_request_login_code", "account_reset_password", "account_signup", "account_logout",
    "account_inactive", "account_password_reset_completed", "account_change_password", "mfa_index",
    "mfa_activate_totp", "account_confirm_login_code", "account_confirm_password_reset_code",
    "account_complete_password_reset", "account_email_verification_sent", "account_reauthenticate",
    "mfa_authenticate", "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "account_set_password",
]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("signed_in", [True, False])
def test_no_page_of_signing_in_breaks_or_runs_a_script(name: str, signed_in: bool, editor: User):
    client = Client()
    if signed_in:
        sign_in(client, proven(editor))

    response = client.get(reverse(name))

    assert response.status_code in {200, 302, 404}
    assert response.status_code == 404 or b"<script" not in response.content
    assert b"style=" not in response.content


@pytest.mark.parametrize(("language", "words"), [("de", "Anmelden"), ("lv", "Pieslēgties"), ("en", "Sign in")])
def test_signing_in_speaks_the_browsers_language(client: Client, language: str, words: str):
    response = client.get(reverse("account_login"), headers={"accept-language": language})

    page = response.content.decode()
    assert f'<html lang="{language}"' in page
    assert words in page


def test_one_address_is_sent_three_codes_an_hour_and_no_more(editor: User):
    proven(editor)

    for _try in range(5):
        Client().post(reverse("account_request_login_code"), {"email": editor.email})

    assert Mail.objects.count() == 3


def test_asking_for_too_many_codes_says_to_wait_and_hammering_gets_a_friendly_429():
    for number in range(21):
        asked = Client().post(reverse("account_request_login_code"), {"email": f"person{number}@example.com"})
    for _try in range(31):
        hammered = Client().post(reverse("account_login"), {"login": "ana@example.com", "password": "wrong"})

    assert "Wait a " in asked.content.decode()
    assert hammered.status_code == 429
    assert hammered["Retry-After"]
