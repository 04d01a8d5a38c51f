"""With a sentence encoder the engine finds what shares no word; without it, or when it fails, it answers as before."""

from pathlib import Path

import numpy as np
import pytest

from answer_engine import AnswerEngine, Document, PastQuestion, open_engine, save_engine
from answer_engine.learning import learn
from answer_engine.senses import ReadingOnce
from tests.answer_engine.encoders import Subjects

ARTICLES = [
    Document("shipping", "en", "How long does my shipment take", "# Abroad\nA package to Norway takes ten days."),
    Document("refund", "en", "When will I be reimbursed", "The money is on its way after we got it back."),
    Document("login", "en", "Forgotten credentials", "Ask for new ones."),
    Document("versand", "de", "Wie lange dauert der Versand", "Ein Paket nach Norwegen braucht zehn Tage."),
]
ENGLISH = [one for one in ARTICLES if one.language == "en"]
PAST = [
    PastQuestion(wording.format(thing), document_id, "en")
    for document_id, wordings in {
        "shipping": ("when does the {} arrive", "my parcel with the {} is late", "track the delivery of a {}"),
        "refund": ("give me back the money for the {}", "refund of a {}", "i sent the {} back"),
        "login": ("password of my {} is gone", "no login at the {}", "the {} does not know my credentials"),
    }.items()
    for wording in wordings
    for thing in ("shoes", "lamp", "table", "shirt", "phone")
]


@pytest.fixture
def encoder() -> Subjects:
    return Subjects()


@pytest.fixture
def plain() -> AnswerEngine:
    return AnswerEngine.build(ARTICLES)


def test_a_question_without_a_common_word_finds_its_article(encoder: Subjects):
    plain = AnswerEngine.build(ENGLISH)
    assert plain.ask("passkey", language="en").passage is None

    answer = plain.sensing(encoder).ask("passkey", language="en")

    assert answer.passage.document_id == "login"
    assert 0 < answer.confidence < 1


def test_an_encoder_that_fails_changes_no_answer(plain: AnswerEngine, encoder: Subjects):
    engine = plain.sensing(encoder)
    encoder.fails = True

    for question in ("parcel", "my shipment", "credentials forgotten", "who painted the ceiling"):
        assert engine.ask(question, language="en") == plain.ask(question, language="en")


def test_half_a_question_is_not_read(plain: AnswerEngine, encoder: Subjects):
    engine = plain.sensing(encoder)
    encoder.read.clear()

    engine.suggest("my parcel is la", language="en")

    assert encoder.read == []


def test_what_the_encoder_does_not_understand_it_does_not_read(plain: AnswerEngine, encoder: Subjects):
    engine = plain.sensing(encoder)
    assert not any("Versand" in text for text in encoder.read)
    encoder.read.clear()

    answer = engine.ask("wie lange dauert der versand", language="de")

    assert encoder.read == []
    assert answer == plain.ask("wie lange dauert der versand", language="de")


def test_an_encoder_of_all_languages_reads_all(plain: AnswerEngine):
    encoder = Subjects(languages=frozenset())

    engine = plain.sensing(encoder)

    assert any("Versand" in text for text in encoder.read)
    assert engine.ask("parcel", language="de").hits


def test_misspelt_questions_are_read_as_they_were_meant(plain: AnswerEngine, encoder: Subjects):
    engine = plain.sensing(encoder)
    encoder.read.clear()

    engine.ask("my shipmnet", language="en")

    assert encoder.read == ["my shipment"]


def test_an_edit_encodes_what_is_new_and_nothing_else(plain: AnswerEngine, encoder: Subjects):
    engine = plain.sensing(encoder)
    encoder.read.clear()

    changed = engine.updated([Document("login", "en", "Forgotten credentials", "Write to us for a new password.")])

    assert changed.encoder is None
    assert changed.ask("credentials", language="en").hits
    assert changed.sensing(encoder).ask("login", language="en").passage.document_id == "login"
    assert encoder.read == ["Forgotten credentials\nWrite to us for a new password.", "login"]


def test_another_encoder_reads_everything_anew(plain: AnswerEngine, encoder: Subjects):
    engine, other = plain.sensing(encoder), Subjects(name="subjects 2")

    again = engine.sensing(other)

    assert sorted(other.read) == sorted(encoder.read)
    assert len({plain.version, engine.version, again.version}) == 3


def test_a_saved_engine_needs_no_second_reading(plain: AnswerEngine, encoder: Subjects, tmp_path: Path):
    engine = plain.sensing(encoder)
    save_engine(engine, tmp_path / "engine")
    encoder.read.clear()

    opened = open_engine(tmp_path / "engine")

    assert opened.encoder is None
    assert opened.sensing(encoder).ask("parcel", language="en") == engine.ask("parcel", language="en")
    assert encoder.read == ["parcel", "parcel"]


def test_vectors_of_another_length_are_not_compared(plain: AnswerEngine, encoder: Subjects):
    engine = plain.sensing(encoder)
    encoder.encode = lambda texts: Subjects().encode(texts)[:, :3]  # as after somebody changed the model of a server

    assert engine.ask("my shipment", language="en") == plain.ask("my shipment", language="en")


def test_what_is_for_classifiers_alone_does_not_count_as_likeness(plain: AnswerEngine, encoder: Subjects):
    deep = Deep(has_depth=True)

    for question in ("my shipment", "reimbursed", "passkey"):
        answers = [plain.sensing(one).ask(question, language="en") for one in (encoder, deep)]
        assert answers[0] == answers[1]


class Deep(Subjects):
    """Says twice as much, the second half always the same."""

    def encode(self, texts):
        meant = super().encode(texts)
        return np.concatenate([meant, np.ones_like(meant)], axis=1)


def test_past_questions_teach_both_ways_of_answering(encoder: Subjects):
    learned = learn(ENGLISH, PAST, encoder=encoder)

    engine = AnswerEngine.build(ENGLISH, PAST).taught(learned.lessons).sensing(encoder)
    assert engine.ask("reimbursed for a hat", language="en").passage.document_id == "refund"
    assert learned.lessons.sensed.proof is not None
    assert engine.threshold(0.2) == engine.threshold(0.2) <= 1
    encoder.fails = True
    assert engine.ask("refund of a phone", language="en").passage.document_id == "refund"


def test_learning_goes_on_without_an_encoder_that_fails():
    learned = learn(ENGLISH, PAST, encoder=Subjects(fails=True))

    assert (learned.lessons.ranking == learn(ENGLISH, PAST).lessons.ranking).all()


def test_who_asks_about_the_same_texts_again_and_again_has_each_read_once(encoder: Subjects):
    once = ReadingOnce(encoder)

    first = once.encode(["where is my parcel", "money back"])
    again = once.encode(["money back", "where is my parcel", "money back"])

    assert again.tolist() == first[[1, 0, 1]].tolist()
    assert encoder.read == ["where is my parcel", "money back"]
