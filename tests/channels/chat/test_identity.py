"""A website may vouch for its customer; nothing else proves who she is (T13, F17)."""

import base64
import hashlib
import hmac
import json
import time
import uuid
from typing import Any

import pytest

from helpwell.channels.chat.identity import secret_of
from helpwell.conversations.models import Conversation, Inbox
from helpwell.people.models import Contact
from tests.channels.chat.conftest import SHOP, Widget


def part(values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).rstrip(b"=").decode()


def token(inbox: Inbox, secret: str = "", alg: str = "HS256", **claims: Any) -> str:
    """As a website's server makes it."""
    usual = {"aud": inbox.key, "sub": "customer-7", "exp": time.time() + 300, "jti": uuid.uuid4().hex}
    signed = f"{part({'alg': alg, 'typ': 'JWT'})}.{part({**usual, **claims})}"
    digest = hmac.new((secret or secret_of(inbox)).encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def identified(widget: Widget, **claims: Any) -> list[dict[str, Any]]:
    if not widget.session:
        widget.tell("begin")
    return widget.tell("identify", token=token(widget.inbox, **claims))


def test_a_valid_token_tells_who_she_is(widget: Widget) -> None:
    identified(widget, email="laura@example.com", name="Laura Berg")
    widget.say()

    contact = Conversation.objects.get().contact.today
    assert (contact.name, contact.email, contact.is_proven) == ("Laura Berg", "laura@example.com", True)


def test_what_she_wrote_before_she_signed_in_is_hers(widget: Widget) -> None:
    widget.say("Before")
    told = identified(widget)

    assert [one["subject"] for one in told[0]["list"]] == ["Before"]
    assert Conversation.objects.get().contact.today == Contact.objects.get(accounts__subject="customer-7")


def test_she_finds_her_conversations_in_another_browser(widget: Widget, chat: Inbox) -> None:
    identified(widget)
    widget.say("From home")
    phone = Widget(chat)

    told = identified(phone)

    assert [one["subject"] for one in told[0]["list"]] == ["From home"]


def test_the_next_customer_of_a_shared_browser_sees_nothing_of_the_first(widget: Widget) -> None:
    identified(widget, sub="first")
    widget.say("My secret")
    first = widget.session

    told = identified(widget, sub="second")

    assert widget.session != first
    assert "My secret" not in str(told)


def forged(inbox: Inbox) -> dict[str, Any]:
    valid = token(inbox)
    other = Inbox.objects.create(channel=Inbox.Channel.CHAT, name="Other", origins=[SHOP])
    header, claims, signature = valid.split(".")
    return {
        "nothing": None,
        "empty": "",
        "a number": 7,
        "no signature": f"{header}.{claims}.",
        "two parts": f"{header}.{claims}",
        "another signature": f"{header}.{claims}.{signature[:-2]}AA",
        "no algorithm": f"{part({'alg': 'none'})}.{claims}.",
        "another algorithm": token(inbox, alg="HS512"),
        "another secret": token(inbox, secret="guess"),
        "an empty secret": token(inbox, secret="\0"),
        "another inbox's secret": token(inbox, secret=secret_of(other)),
        "for another inbox": token(other, secret=secret_of(inbox)),
        "expired": token(inbox, exp=time.time() - 60),
        "for ever": token(inbox, exp=time.time() + 10_000_000),
        "without end": token(inbox, exp=None),
        "no time": token(inbox, exp=1e300),
        "true as a time": token(inbox, exp=True),
        "no customer": token(inbox, sub=""),
        "a number as customer": token(inbox, sub=7),
        "no id": token(inbox, jti=None),
        "no address": token(inbox, email="laura"),
        "claims that are a list": f"{header}.{part([1])}.{signature}",
        "not base64": "é.é.é",
        "very long": "a" * 100_000,
    }


def test_no_forged_token_is_taken(widget: Widget, chat: Inbox) -> None:
    widget.tell("begin")
    for what, one in forged(chat).items():
        response = widget.send("identify", token=one).json()
        refused = response[0] if isinstance(response, list) else response

        assert refused["why"] in {"identity", "long"}, what
    assert not Contact.objects.exists()


def test_a_copied_token_is_worth_nothing_in_another_browser(widget: Widget, chat: Inbox) -> None:
    copied = token(chat)
    thief = Widget(chat)
    widget.tell("begin")
    thief.tell("begin")

    widget.tell("identify", token=copied)
    again = widget.tell("identify", token=copied)
    stolen = thief.tell("identify", token=copied)

    assert again[0]["kind"] == "conversations"
    assert stolen[0]["why"] == "identity"


def test_a_new_secret_makes_old_tokens_worthless(widget: Widget, chat: Inbox) -> None:
    old = token(chat)
    chat.change(None, options={"identity_version": 2})
    widget.tell("begin")

    assert widget.tell("identify", token=old)[0]["why"] == "identity"


@pytest.mark.parametrize("email", ["laura@example.com"])
def test_writing_a_vouched_address_down_opens_nothing(widget: Widget, chat: Inbox, email: str) -> None:
    identified(widget, email=email)
    widget.say("My secret")
    stranger = Widget(chat)
    stranger.say("Hello")

    stranger.tell("address", email=email)

    assert "My secret" not in str(stranger.tell("hello"))
