"""When two or three hits together very likely hold the answer, and none does alone, the answer says which."""

import pytest

from answer_engine import Answer, Hit, Passage
from tests.answer_engine.test_learning import engine, learned  # noqa: F401 - fixtures

HITS = tuple(Hit(Passage(name, "en", name, "", "", ""), 1.0, ()) for name in ("first", "second", "third", "fourth"))


def offered(*chances):
    answer = Answer("question", HITS, chances[0], "", (), chances=chances)
    return [hit.passage.document_id for hit in answer.alternatives]


def test_two_that_hold_the_answer_together_are_offered():
    assert offered(0.6, 0.95, 0.97) == ["first", "second"]


def test_three_are_offered_when_two_are_not_enough():
    assert offered(0.6, 0.8, 0.93) == ["first", "second", "third"]


def test_nothing_is_asked_when_the_first_is_likely_enough():
    assert offered(0.92, 0.95, 0.97) == []


def test_nothing_is_asked_when_not_even_three_are_likely_enough():
    assert offered(0.3, 0.5, 0.6) == []


@pytest.mark.parametrize("question", ["money back for my ticket", "card in spain", "who painted the ceiling", ""])
def test_more_hits_are_never_less_likely_to_hold_the_answer(engine, question):  # noqa: F811 - the fixture
    answer = engine.ask(question)

    assert answer.chances == tuple(sorted(answer.chances))
    assert answer.chances[0] == answer.confidence


def test_chances_were_learned_for_each_place(learned):  # noqa: F811 - the fixture
    first, second, third = learned.lessons.calibration.coefficients

    assert first.tolist() != second.tolist() != third.tolist()
