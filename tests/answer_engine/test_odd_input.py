"""Whatever people type or write into articles, the engine answers or says nothing; it never fails."""

import pytest

from answer_engine import AnswerEngine, Document, PastQuestion

ARTICLES = (
    Document("nose-pad", "de", "Nasenpad ersetzen", "Wenn der Gummi am Brillengestell fehlt, senden wir ein neues."),
    Document("nose-pad", "en", "Replace a nose pad", "If the rubber of your frame is gone, we send a new one."),
    Document("order", "en", "Where is my order?", "# Tracking\nFollow the parcel with the link in our mail."),
    Document("empty", "en", "", ""),
    Document("ja", "ja", "返品の方法", "商品が届いてから30日以内に返品できます。"),
    Document("th", "th", "วิธีคืนสินค้า", "คุณสามารถคืนสินค้าได้ภายใน 30 วัน"),
)

ODD_QUESTIONS = {
    "nothing": "",
    "spaces": " \t\n ",
    "emoji": "😀👓🤷",
    "punctuation": "?!?!...",
    "ten kilobytes": "where is my order " * 600,
    "fifty kilobytes of one word": "a" * 50_000,
    "right to left": "أين طلبي؟",
    "mixed languages": "hallo, where ist mein Paket لطفا 返品",
    "control characters": "where\x00 is\x1b[31m my\u202e order",
    "lone surrogate": "order \ud800",
    "digits": "4711 0815",
    "Japanese": "返品したい",
    "Thai": "คืนสินค้า",
    "one letter": "o",
    "combining marks": "o\u0301rde\u0301r" * 50,
}


@pytest.fixture(scope="module")
def engine():
    return AnswerEngine.build(ARTICLES, languages=("en", "de"))


@pytest.mark.parametrize("question", ODD_QUESTIONS.values(), ids=ODD_QUESTIONS.keys())
def test_an_odd_question_is_answered_or_left_alone(engine, question):
    for answer in (engine.ask(question), engine.suggest(question, language="de")):
        assert answer.question == question
        assert 0 <= answer.confidence <= 1
        assert len({hit.passage.document_id for hit in answer.hits}) == len(answer.hits)
    assert len(engine.complete(question)) <= 5


@pytest.mark.parametrize("question", ["", "😀👓🤷", "?!?!..."])
def test_a_question_without_words_finds_nothing(engine, question):
    answer = engine.ask(question)

    assert answer.passage is None
    assert answer.confidence == 0


@pytest.mark.parametrize(("question", "article"), [("返品したい", "ja"), ("คืนสินค้า", "th")])
def test_scripts_without_spaces_are_found(engine, question, article):
    assert engine.ask(question).passage.document_id == article


def test_an_engine_without_articles_finds_nothing():
    engine = AnswerEngine.build([])

    assert engine.ask("Where is my order?").hits == ()
    assert engine.complete("where") == []


def test_one_article_alone_is_found():
    engine = AnswerEngine.build([ARTICLES[2]])

    assert engine.ask("my order").passage.document_id == "order"


def test_a_very_long_article_is_read_in_short_passages():
    long_article = Document("long", "en", "Everything", "word " * 199_990 + "the needle at the very end")
    engine = AnswerEngine.build([long_article, *ARTICLES])

    passage = engine.ask("needle").passage

    assert passage.document_id == "long"
    assert "needle" in passage.text
    assert len(passage.text) < 3_000


def test_ten_thousand_identical_questions_count_but_do_not_drown():
    past = [PastQuestion("where is my order", "order", "en")] * 10_000
    engine = AnswerEngine.build(ARTICLES, past)

    assert engine.ask("where is my order").passage.document_id == "order"
    assert engine.ask("rubber of the frame is gone").passage.document_id == "nose-pad"


def test_contradictory_labels_lower_the_confidence():
    clear = [PastQuestion("it is broken", "nose-pad", "en")] * 4
    contradictory = clear + [PastQuestion("it is broken", "order", "en")] * 4

    sure = AnswerEngine.build(ARTICLES, clear).ask("it is broken").confidence
    unsure = AnswerEngine.build(ARTICLES, contradictory).ask("it is broken").confidence

    assert unsure < sure


def test_a_past_question_about_an_unknown_article_is_left_out():
    engine = AnswerEngine.build(ARTICLES, [PastQuestion("who are you", "gone", "en"), PastQuestion("hm", None)])

    assert engine.ask("who are you").passage is None
