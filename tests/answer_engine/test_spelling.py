"""Slips are mended against the site's own words; other words of the language are not bent into them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer_engine import AnswerEngine, Document
from answer_engine.dictionary import is_among, real_words
from answer_engine.half_words import words_begun

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
        ("pkaet", "Paket"),
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


@pytest.mark.parametrize("typed", ["lieferst", "wahre", "seit", "accent", "ardour", "mending"])
def test_a_real_word_is_no_slip_though_the_site_has_one_like_it(typed: str):
    site = [Document("a", "de", "Seite, Lieferung, Ware", ""), Document("b", "en", "Account, order, sending", "")]

    assert AnswerEngine.build(site).ask(typed).repaired == ""


def test_while_somebody_types_a_real_word_finds_what_is_spelled_like_it_and_nobody_is_told():
    engine = AnswerEngine.build([Document("a", "de", "Paket verfolgen", ""), Document("b", "de", "Brille putzen", "")])

    answer = engine.suggest("pakte verfo")

    assert (answer.hits[0].passage.document_id, answer.repaired) == ("a", "")
    assert engine.ask("pakte").repaired == ""


def test_half_a_mistyped_word_is_rather_one_that_says_something():
    engine = AnswerEngine.build([Document("a", "en", "Warranty", "It says what we weren't told.")])
    lexicon = engine.shelves[0].lexicon

    assert [lexicon.words[number] for number, _ in words_begun("warenty", lexicon)] == ["warranty"]


def test_words_of_a_language_without_a_list_are_judged_by_the_site_alone():
    engine = AnswerEngine.build([Document("a", "et", "Kuidas tellimust jälgida?", "")])

    assert engine.ask("tellimsut").repaired == "tellimust"


@given(st.text())
def test_any_word_can_be_looked_up(word: str):
    assert is_among(word, real_words("xx")) is False
    assert is_among(word, real_words("lv")) in (True, False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ahev", "have"), ("tihkn", "think"), ("mkea", "make"), ("whant", "want"), ("ther", "there")],
)
def test_hasty_fingers_are_understood_in_common_words_too(typed: str, meant: str):
    site = AnswerEngine.build([Document("a", "en", "What I have there, make from it, think, want, the frame", "")])

    assert site.ask(typed).repaired == meant


def test_what_says_more_is_meant_rather_than_a_common_word_as_near():
    site = AnswerEngine.build([Document("a", "en", "What can we do about the chart? What, what, what", "")])

    assert site.ask("chatt").repaired == "chart"


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


def test_a_slip_in_a_form_that_the_site_does_not_use_finds_the_form_it_uses():
    site = [Document("a", "lv", "Skropstu kopšana", ""), Document("b", "lv", "Frizūras un krāsas", "")]

    answer = AnswerEngine.build(site).ask("skrospstām", language="lv")

    assert (answer.repaired, answer.hits[0].passage.document_id) == ("skropstu", "a")


def test_a_form_that_the_site_does_not_use_is_no_slip_of_one_it_uses():
    site = [Document("a", "lv", "Skropstu kopšana", ""), Document("b", "lv", "Frizūras un krāsas", "")]

    assert AnswerEngine.build(site).ask("skropstām", language="lv").repaired == ""


def test_a_letter_written_once_for_twice_is_likelier_than_another_letter():
    site = [Document("a", "de", "Geld vergeben", "Vergeben, vergeben."), Document("b", "de", "Schlüssel vergessen", "")]

    assert AnswerEngine.build(site).ask("vergesen").repaired == "vergessen"


def test_a_misspelt_lay_word_that_the_site_does_not_use_is_understood():
    site = [Document("a", "en", "Cancel an order", ""), Document("b", "en", "Track an order", "")]
    engine = AnswerEngine.build(site)

    answer = engine.ask("terminnate it")

    assert (answer.repaired, answer.hits[0].passage.document_id) == ("terminate it", "a")


@pytest.mark.parametrize("slip", ["changeing", "changinng"])
def test_an_english_form_that_does_not_exist_becomes_the_one_that_the_site_has(slip):
    engine = AnswerEngine.build([Document("a", "en", "Changing a booking", "You can change it until noon.")])

    assert engine.ask(f"{slip} my booking", language="en").repaired == "changing my booking"


def test_a_latvian_form_that_no_list_has_is_left_as_it_is():
    engine = AnswerEngine.build([Document("a", "lv", "Brilles skropstas", "Par skropstām.")])

    assert engine.ask("skropsta", language="lv").repaired == ""


def test_words_of_a_language_the_site_does_not_speak_hide_no_slip():
    english = Document("a", "en", "The end of the contract", "Write to us before the end of the month, by letter.")

    assert AnswerEngine.build([english]).ask("teh contract", language="en").repaired == "the contract"
