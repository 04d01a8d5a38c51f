"""The socket: live, resumed without a gap, closed to strangers; a killed server loses nothing (P1-P3)."""

import uuid
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from tests.browser.shop_serving import KEY, REPLY, SECRET, Shop, Socket, kill
from tests.channels.chat.test_identity import token


@pytest.fixture(scope="module")
def shop(tmp_path_factory: Any) -> Shop:
    return Shop(Path(tmp_path_factory.mktemp("shop")))


def test_messages_go_both_ways_and_to_every_open_tab(shop: Shop) -> None:
    with shop.open():
        first = shop.widget()
        first.begin()
        ack = first.say("Where is my parcel?")
        second = _back(shop, first.session, ack["conversation"])
        second.next("messages")
        first.say("It is from Monday", conversation=ack["conversation"])

        assert second.next("messages")["messages"][0]["text"] == "It is from Monday"


def test_what_was_said_meanwhile_comes_when_she_is_back(shop: Shop) -> None:
    with shop.open():
        widget = shop.widget()
        widget.begin()
        ack = widget.say("Where is my parcel?")
        widget.line.close()
    shop.run(REPLY.format(pk=ack["conversation"], text="It is on its way"))

    with shop.open():
        told = _back(shop, widget.session, ack["conversation"], after=ack["number"]).next("messages")

    assert [(one["number"], one["text"]) for one in told["messages"]] == [(2, "It is on its way")]
    assert told["state"]["person"]["name"] == "Jana"


def test_a_killed_server_loses_nothing_doubles_nothing_and_keeps_the_order(shop: Shop) -> None:
    """A small form of F1: each cycle kills the server between sending and acknowledging."""
    session, conversation, sent = "", 0, list[str]()
    waiting = list[tuple[str, str]]()
    for cycle in range(4):
        with shop.open() as server:
            widget = shop.widget()
            if session:
                widget.send("hello", session=session)
                widget.next("conversations")
            else:
                widget.begin()
                session = widget.session
            for again, text in waiting:  # sent before the end, never acknowledged
                conversation = widget.say(text, id=again, conversation=conversation)["conversation"]
            waiting = []
            for number in range(3):
                text = f"{cycle}.{number}"
                conversation = widget.say(text, conversation=conversation)["conversation"]
                sent.append(text)
            waiting = [(uuid.uuid4().hex, f"{cycle}.last")]
            widget.send("say", id=waiting[0][0], text=waiting[0][1], conversation=conversation)
            sent.append(waiting[0][1])
            kill(server)

    with shop.open():
        widget = _back(shop, session, 0)
        widget.say(waiting[0][1], id=waiting[0][0], conversation=conversation)
        told = _back(shop, session, conversation).next("messages")

    assert [one["text"] for one in told["messages"]] == sent
    assert [one["number"] for one in told["messages"]] == list(range(1, len(sent) + 1))


def test_strangers_are_hung_up_on(shop: Shop) -> None:
    with shop.open():
        for origin in ("https://evil.example", "null"):
            assert _ended(shop.widget(origin=origin)) == 4403


def test_a_flood_ends_the_line_and_a_megabyte_is_refused_in_words(shop: Shop) -> None:
    with shop.open():
        widget = shop.widget()
        widget.begin()
        widget.send("say", id=uuid.uuid4().hex, text="a" * 1_000_000)
        refused = widget.next("refused")

        assert refused["why"] == "long"
        for _number in range(100):
            widget.send("ping")
        assert _ended(widget) == 4429


def test_a_forged_token_a_foreign_and_a_copied_one_prove_nothing_over_the_socket(shop: Shop, tmp_path: Path) -> None:
    shop.run(SECRET.format(path=str(tmp_path / "secret")))
    inbox: Any = SimpleNamespace(key=KEY)
    signed = partial(token, inbox, (tmp_path / "secret").read_text())
    copied = signed(sub="laura")
    with shop.open():
        hers, thief = shop.widget(), shop.widget()
        for widget in (hers, thief):
            widget.begin()
        for bad in (token(inbox, "guessed"), signed(aud="another"), signed(exp=1), signed(alg="none"), "a.b.c", "", 7):
            thief.send("identify", token=bad)
            assert thief.next("refused")["why"] == "identity"
        hers.send("identify", token=copied)
        hers.next("conversations")
        hers.say("Where is my parcel?")

        thief.send("identify", token=copied)
        refused = thief.next("refused")
        thief.send("hello", session=thief.session)
        assert (refused["why"], thief.next("conversations")["list"]) == ("identity", [])


def _back(shop: Shop, session: str, conversation: int, after: int = 0) -> Socket:
    widget = shop.widget(session)
    widget.send("hello", session=session, conversation=conversation, after=after)
    widget.next("conversations")
    return widget


def _ended(widget: Socket) -> int:
    """Why the server hung up."""
    try:
        while True:
            widget.line.recv(timeout=5)
    except ConnectionClosed as ended:
        return ended.rcvd.code if ended.rcvd else 0
