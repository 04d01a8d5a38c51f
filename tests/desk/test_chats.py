"""An admin says what the chat offers, and hands its secret to the website."""

import pytest
from django.test import Client

from helpwell.channels.chat.identity import secret_of
from helpwell.conversations.models import Inbox
from helpwell.people.models import User


@pytest.fixture
def chat(db: None) -> Inbox:
    return Inbox.objects.create(channel=Inbox.Channel.CHAT, name="Shop")


@pytest.fixture
def office(admin: User) -> Client:
    client = Client()
    client.force_login(admin)
    return client


def test_its_page_has_the_line_for_the_website_and_the_secret(office: Client, chat: Inbox):
    page = office.get(f"/desk/inboxes/{chat.pk}/").content.decode()

    assert f'/chat/widget.js" data-inbox="{chat.key}" async' in page
    assert secret_of(chat) in page


def test_its_parts_can_be_switched(office: Client, chat: Inbox):
    office.post(f"/desk/inboxes/{chat.pk}/chat/", {"people": "on", "on_help_pages": "on"})

    chat.refresh_from_db()
    assert (chat.has_assistant, chat.options["people"], chat.options["on_help_pages"]) == (False, True, True)


def test_a_new_secret_is_another_one(office: Client, chat: Inbox):
    before = secret_of(chat)

    office.post(f"/desk/inboxes/{chat.pk}/secret/")

    chat.refresh_from_db()
    assert secret_of(chat) != before


def test_only_an_admin_may(desk: Client, chat: Inbox):
    for part in ("chat", "secret"):
        assert desk.post(f"/desk/inboxes/{chat.pk}/{part}/").status_code in {302, 403, 404}

    chat.refresh_from_db()
    assert chat.options == {}
