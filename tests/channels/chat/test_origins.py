"""Only the websites on an inbox's list may show its chat (T14)."""

import pytest

from helpwell.conversations.models import Inbox
from tests.channels.chat.conftest import SHOP, Widget

FOREIGN = [
    "https://evil.example",
    "https://shop.example.evil.example",
    "http://shop.example",
    "null",
    "",
    "https://",
    "*",
]


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_website_is_refused_and_may_not_read_why(chat: Inbox, origin: str) -> None:
    response = Widget(chat, origin).send("begin")

    assert response.status_code == 403
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.parametrize("origin", [SHOP, "HTTPS://shop.example", "http://testserver"])
def test_its_own_website_and_our_pages_may(chat: Inbox, origin: str) -> None:
    response = Widget(chat, origin).send("begin")

    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == origin
    assert "Origin" in response["Vary"]


def test_without_a_list_only_our_own_pages_may(chat: Inbox) -> None:
    chat.change(None, origins=[])

    assert Widget(chat, SHOP).send("begin").status_code == 403
    assert Widget(chat, "http://testserver").send("begin").status_code == 200


def test_a_chat_that_was_closed_is_gone(chat: Inbox) -> None:
    chat.change(None, is_active=False)

    assert Widget(chat).send("begin").status_code == 404
