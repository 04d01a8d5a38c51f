"""What is heard in a customer's words, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpwell.bot.listening import listen


@pytest.mark.parametrize(
    "text",
    [
        "Mensch",
        "human",
        "operators",
        "Operator bitte",
        "I want to talk to a human",
        "can I speak to someone please",
        "get me an agent",
        "Kann ich mit jemandem sprechen?",
        "Ich möchte mit einem echten Menschen reden",
        "kein Bot bitte",
        "Bitte verbinden Sie mich mit einem Mitarbeiter",
        "is anybody there?",
        "real person now",
        "gribu runāt ar cilvēku",
        "savienojiet mani ar operatoru",
        "Please connect me with customer service",
        "ich will einen menschen",
        "jemand bitte",
        "call me",
        "rufen Sie mich bitte an",
    ],
)
def test_who_wants_a_person_is_heard(text: str) -> None:
    assert listen(text).wants_person


@pytest.mark.parametrize(
    "text",
    [
        "Wie viele Personen passen auf den Gutschein?",
        "How do I forward my order to someone else?",
        "Do you deliver to people abroad?",
        "Wie erreiche ich den Kundenservice per Fax?",
        "Wie ändere ich meine Adresse?",
        "Can two people share a voucher?",
        "Cik cilvēki var lietot vienu kontu?",
        "bist du ein Mensch?",
        "are you human?",
    ],
)
def test_who_only_mentions_people_is_not_handed_over(text: str) -> None:
    assert not listen(text).wants_person


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I will take legal action", "legal"),
        ("Mein Anwalt meldet sich bei Ihnen", "legal"),
        ("sūdzēšos PTAC", "legal"),
        ("Meine Augen brennen seit ich die Linsen trage", "health"),
        ("allergic reaction to the frame", "health"),
        ("man sāp acis", "health"),
        ("Someone logged into my account", "security"),
        ("Mein Konto wurde gehackt", "security"),
        ("kāds uzlauza manu kontu", "security"),
        ("I was charged twice", "payment"),
        ("Doppelt abgebucht", "payment"),
        ("es kenne ich nicht, diese Abbuchung habe ich nicht veranlasst", "payment"),
        ("divreiz norakstīta nauda", "payment"),
        ("unauthorised payment on my card", "payment"),
        ("There is a payment on my card that I never made", "payment"),
        ("a charge I don't recognise", "payment"),
        ("You debited money for something I did not buy", "payment"),
        ("Mir wurde etwas abgebucht, das ich nie bestellt habe", "payment"),
        ("Auf meiner Karte ist eine Zahlung, die ich nie gemacht habe", "payment"),
        ("eine Abbuchung, die ich nicht zuordnen kann", "payment"),
        ("manā kartē ir maksājums, ko es neesmu veicis", "payment"),
        ("Ich möchte kündigen", "leaving"),
        ("please delete my account", "leaving"),
        ("I want to cancel my subscription", "leaving"),
        ("Bitte löschen Sie mein Kundenkonto", "leaving"),
        ("gribu dzēst savu kontu", "leaving"),
        ("Ich moechte kuendigen", "leaving"),
    ],
)
def test_what_needs_judgement_is_heard(text: str, kind: str) -> None:
    assert listen(text).sensitive == kind


@pytest.mark.parametrize(
    "text",
    [
        "How do I cancel my order?",
        "Wie storniere ich meine Bestellung?",
        "kā atcelt pasūtījumu",
        "unsubscribe newsletter",
        "Brauche ich ein Rezept vom Augenarzt?",
        "How do I delete a saved address?",
        "Kann ich mit Karte zahlen?",
        "The payment I made is not shown",
        "Wie hole ich eine Zahlung nach, die ich noch nicht gemacht habe?",
        "Kad tiks veikts maksājums?",
        "Kann ich ohne Konto bestellen?",
        "How do I change my account picture?",
        "Newsletter abbestellen",
        "Wie lange dauert die Lieferung?",
        "der Gummi an meiner Brille ist ab",
    ],
)
def test_an_ordinary_question_is_ordinary(text: str) -> None:
    assert not listen(text).is_clear


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hallo", "greeting"),
        ("Hi there", "greeting"),
        ("labdien", "greeting"),
        ("danke schön", "thanks"),
        ("thanks a lot", "thanks"),
        ("liels paldies", "thanks"),
        ("bist du ein Mensch?", "robot"),
        ("are you a bot", "robot"),
        ("vai tu esi robots", "robot"),
        ("du bist so dumm", "insult"),
        ("stupid bot", "insult"),
        ("tschüss", "goodbye"),
        ("ja", "agrees"),
        ("nein, das hilft nicht", "refuses"),
        ("nē", "refuses"),
        ("hat nicht geholfen", "refuses"),
    ],
)
def test_small_talk_is_heard(text: str, kind: str) -> None:
    assert listen(text).small_talk == kind


@pytest.mark.parametrize(
    "text", ["thanks, but where is my parcel?", "hello, where is my order?", "danke, aber wann kommt es"]
)
def test_a_question_behind_a_thank_you_is_still_a_question(text: str) -> None:
    assert not listen(text).small_talk


@pytest.mark.parametrize(
    "text", ["Das ist eine Frechheit", "this is unacceptable", "WO BLEIBT ENDLICH MEINE BRILLE", "Hallo!!!"]
)
def test_an_upset_tone_is_heard(text: str) -> None:
    assert listen(text).is_upset


@given(st.text(max_size=4000))
def test_any_text_can_be_listened_to(text: str) -> None:
    listen(text)
