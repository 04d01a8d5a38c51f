"""Colleagues, invitations, mails and one's own account."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpwell.outbox.failures import Failure
from helpwell.outbox.models import Mail
from helpwell.people.models import Invitation, User
from tests.factories import UserFactory
from tests.outbox.test_delivery import use_port, write_mail

pytestmark = pytest.mark.django_db

PEOPLE = "/desk/people/"


def test_editors_do_not_manage_people(desk: Client):
    assert desk.get(PEOPLE).status_code == 404


def test_an_invited_colleague_joins_by_the_link_that_is_shown_without_a_mail_server(admin_desk: Client):
    page = admin_desk.post(f"{PEOPLE}invitations/", {"email": "maren@example.com", "role": "editor"}).content.decode()

    link = re.search(r'value="https?://[^/]+(/accounts/invitation/[^"]+)"', page)
    assert link
    assert "hand on this link yourself" in page
    assert Client().get(link[1]).status_code == 200


def test_a_bad_address_and_one_that_is_here_already_are_told_in_place(admin_desk: Client, editor: User):
    bad = admin_desk.post(f"{PEOPLE}invitations/", {"email": "maren@", "role": "editor"})
    known = admin_desk.post(f"{PEOPLE}invitations/", {"email": editor.email.upper(), "role": "editor"})

    assert "Enter a valid email address" in bad.content.decode()
    assert "is here already" in known.content.decode()
    assert not Invitation.objects.exists()


def test_nobody_is_invited_as_something_that_is_no_role_of_the_desk(admin_desk: Client):
    admin_desk.post(f"{PEOPLE}invitations/", {"email": "maren@example.com", "role": "member"})

    assert not Invitation.objects.exists()


def test_a_role_changes_and_an_account_closes(admin_desk: Client, editor: User):
    admin_desk.post(f"{PEOPLE}{editor.pk}/role/", {"role": "agent"})
    admin_desk.post(f"{PEOPLE}{editor.pk}/access/", {"state": "closed"})

    editor.refresh_from_db()
    assert (editor.role, editor.is_active) == (User.Role.AGENT, False)
    admin_desk.post(f"{PEOPLE}{editor.pk}/access/", {"state": "open"})
    editor.refresh_from_db()
    assert editor.is_active


@pytest.mark.parametrize(("part", "values"), [("role", {"role": "editor"}), ("access", {"state": "closed"})])
def test_the_last_admin_is_told_why_not(admin_desk: Client, admin: User, part: str, values: dict[str, str]):
    response = admin_desk.post(f"{PEOPLE}{admin.pk}/{part}/", values)

    admin.refresh_from_db()
    assert "This is the last admin" in response.content.decode()
    assert (admin.role, admin.is_active) == (User.Role.ADMIN, True)


def test_customers_are_no_colleagues(admin_desk: Client):
    member = UserFactory(role=User.Role.MEMBER)

    assert admin_desk.post(f"{PEOPLE}{member.pk}/role/", {"role": "admin"}).status_code == 404


def test_a_longer_list_asks_no_more_questions_of_the_database(
    admin_desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for _number in range(12):
        UserFactory()

    with django_assert_max_num_queries(24):
        admin_desk.get(PEOPLE)


def test_admins_see_on_every_page_that_mails_wait_and_others_do_not(admin_desk: Client, desk: Client):
    write_mail()

    assert "1 mail waits" in admin_desk.get("/desk/articles/").content.decode()
    assert "1 mail waits" not in desk.get("/desk/articles/").content.decode()


def test_a_failed_mail_says_why_without_its_text_and_is_tried_again(admin_desk: Client, settings):
    mail = write_mail()
    mail.mark_failed(Failure.NO_SUCH_ADDRESS, "550 No such user", final=True)
    use_port(settings, 1)

    page = admin_desk.get("/desk/mails/").content.decode()
    admin_desk.post(f"/desk/mails/{mail.pk}/retry/")

    assert "refuses this address" in page
    assert "550 No such user" in page
    assert "It is 1234." not in page
    mail.refresh_from_db()
    assert mail.status == Mail.Status.WAITING


def test_the_mails_page_asks_no_more_questions_of_the_database(
    admin_desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(12):
        write_mail(f"person{number}@example.com")

    with django_assert_max_num_queries(24):
        admin_desk.get("/desk/mails/")


def test_the_desk_speaks_the_language_somebody_chose(desk: Client, editor: User):
    desk.post("/desk/account/", {"name": "Maren", "language": "de", "time_zone": "Europe/Riga"})

    page = desk.get("/desk/account/", headers={"accept-language": "en"}).content.decode()

    editor.refresh_from_db()
    assert (editor.language, editor.time_zone) == ("de", "Europe/Riga")
    assert '<html lang="de"' in page
    assert "Ihr Konto" in page


@pytest.mark.parametrize(("ticked", "wants"), [({}, False), ({"wants_late_mails": "on"}, True)])
def test_mails_about_missed_targets_have_a_switch(desk: Client, editor: User, ticked: dict[str, str], wants: bool):
    desk.post("/desk/account/", {"name": "Maren", "language": "", "time_zone": "", **ticked})

    editor.refresh_from_db()
    assert editor.wants_late_mails is wants


def test_an_account_needs_a_name(desk: Client):
    response = desk.post("/desk/account/", {"name": "", "language": "xx", "time_zone": "Mars"})

    assert response.status_code == 422


def test_signing_out_everywhere_else_keeps_this_device(desk: Client, editor: User):
    elsewhere = Client()
    elsewhere.force_login(editor)

    desk.post("/desk/account/sessions/")

    assert desk.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").status_code == 302
