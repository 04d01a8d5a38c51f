"""The classifier over an encoder's numbers."""

import pytest

from answer_engine import PastQuestion
from answer_engine.lessons import NEVER_TAUGHT, NO_DOCUMENT, SenseClassifier
from answer_engine.logistic import sense_classifier
from tests.answer_engine.encoders import Subjects

IDS = ["login", "parcel", "refund"]
ASKED = [
    PastQuestion("where is the parcel", "parcel", "en"),
    PastQuestion("delivery of my shipment", "parcel", "en"),
    PastQuestion("refund", "refund", "en"),
    PastQuestion("money back", "refund", "en"),
    PastQuestion("passkey gone", "login", "en"),
    PastQuestion("wo ist mein login", "parcel", "de"),
]


@pytest.fixture
def classifier() -> SenseClassifier:
    return _fitted(*ASKED)


@pytest.mark.parametrize(
    ("question", "meant"), [("package", "parcel"), ("reimbursed", "refund"), ("credentials", "login")]
)
def test_what_means_the_same_has_the_same_answer(classifier: SenseClassifier, question: str, meant: str):
    scores, _ = classifier.opinion(Subjects().encode([question])[0])

    assert max(scores, key=scores.__getitem__) == meant
    assert NEVER_TAUGHT <= min(scores.values()) < scores[meant] <= 1


def test_a_question_of_a_known_subject_has_more_energy(classifier: SenseClassifier):
    known, strange = (classifier.opinion(row)[1] for row in Subjects().encode(["my parcel", "who painted this"]))

    assert known > strange


def test_a_question_that_was_asked_more_often_counts_more():
    light = _fitted(*ASKED, PastQuestion("parcel", "refund", "en"))
    heavy = _fitted(*ASKED, PastQuestion("parcel", "refund", "en", weight=5.0))

    asked = Subjects().encode(["parcel"])[0]
    assert heavy.opinion(asked)[0]["refund"] > light.opinion(asked)[0]["refund"]


def test_what_nothing_answers_is_learned_too():
    classifier = _fitted(*ASKED, PastQuestion("who painted this", None, "en"), ids=[*IDS, NO_DOCUMENT])

    scores, _ = classifier.opinion(Subjects().encode(["what about the weather"])[0])

    assert max(scores, key=scores.__getitem__) == NO_DOCUMENT


def test_nothing_is_told_apart_where_only_one_article_was_asked_for():
    assert sense_classifier(IDS, ASKED[:2], Subjects()) is None
    assert sense_classifier(IDS, ASKED, None) is None


def _fitted(*past: PastQuestion, ids: list[str] = IDS) -> SenseClassifier:
    fitted = sense_classifier(ids, past, Subjects())
    assert fitted is not None
    return fitted
