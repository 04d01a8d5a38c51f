"""Slips are mended against the site's own words; other words of the language are not bent into them."""

import pytest

from answer_engine import AnswerEngine, Document

SITE = [
    Document(
        "lost",
        "de",
        "Brille verloren: Hand aufs Herz, habt acht",
        "Wir helfen. Lieferung und Paket.",
    ),
    Document("order", "en", "Where is my order?", "You find your order and its parcel in your account."),
]
ENGINE = AnswerEngine.build(SITE)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("brlile", "brille"),
        ("pakte", "paket"),
        ("pakrt", "paket"),
        ("ordr", "order"),
        ("acount", "account"),
        ("lieferng", "lieferung"),
        ("fidn", "find"),
        ("lieferugn", "lieferung"),
    ],
)
def test_a_slip_becomes_the_word_of_the_site(typed: str, meant: str):
    assert ENGINE.ask(typed).repaired == meant


@pytest.mark.parametrize("typed", ["macht", "hund", "rand", "ordn", "KL-48213", "4711"])
def test_another_word_stays_what_it_is(typed: str):
    assert ENGINE.ask(typed).repaired == ""
