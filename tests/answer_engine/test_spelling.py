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
        ("brlile", "Brille"),
        ("pakte", "Paket"),
        ("pakrt", "Paket"),
        ("ordr", "order"),
        ("acount", "account"),
        ("lieferng", "Lieferung"),
        ("fidn", "find"),
        ("helfne", "helfen"),
        ("yoour", "your"),
        ("lieferugn", "Lieferung"),
    ],
)
def test_a_slip_becomes_the_word_of_the_site(typed: str, meant: str):
    assert ENGINE.ask(typed).repaired == meant


@pytest.mark.parametrize("typed", ["macht", "hund", "rand", "haut", "mund", "act", "ordn", "KL-48213", "4711"])
def test_another_word_stays_what_it_is(typed: str):
    assert ENGINE.ask(typed).repaired == ""


def test_what_is_no_word_at_all_may_be_any_of_the_site():
    site = AnswerEngine.build([Document("cat", "en", "Where are you, my cat?", "")])

    assert site.ask("whjere are ytou").repaired == "where are you"
    assert site.ask("my act").repaired == ""


def test_a_repaired_word_is_spelled_as_the_site_spells_it():
    site = AnswerEngine.build(
        [
            Document("address", "de", "Lieferadresse ändern", "Ändern Sie die Straße im Konto, um sie zu ändern."),
            Document("lv", "lv", "Kur ir mans sūtījums?", "Sūtījums ir ceļā. Jūsu sūtījums."),
        ]
    )

    assert site.ask("liferadresse ädnern", language="de").repaired == "Lieferadresse ändern"
    assert site.ask("strase", language="de").repaired == "Straße"
    assert site.ask("kur ir sutijms", language="lv").repaired == "kur ir sūtījums"
