"""What classifiers of several audiences say together."""

import numpy as np
import pytest

from answer_engine.features import Marks
from answer_engine.lessons import NEVER_TAUGHT, NO_DOCUMENT, Net, Opinion
from answer_engine.opinions import Panel, by_seat

KINDS = 2


def test_each_document_gets_what_is_said_of_it_wherever_it_stands():
    panel = Panel.of({"public": (_net("a", "b"),), "staff": (_net("c", "d"),)}, frozenset({"public", "staff"}))
    opinion = _opinion(0.9, 0.1, -0.5, -1.0)

    said = by_seat([opinion], 1)[0].take(panel.seats(["d", "a", "c", "b"]))

    assert said == pytest.approx([0.0, 1.9, 0.5, 1.1])


def test_a_document_without_lessons_is_neither_likely_nor_near():
    panel = Panel.of({"public": (_net("a"), _net("a"))}, frozenset({"public"}))

    figures = by_seat([_opinion(0.9), _opinion(0.4)], KINDS).take(panel.seats(["new", "a"]), axis=1)

    assert figures[:, 0].tolist() == [0, 0, 0]
    assert figures[:, 1] == pytest.approx([1.9, 1.4, 0.5])


def test_what_an_audience_may_not_read_does_not_speak():
    panel = Panel.of({"public": (_net("a"),), "staff": (_net("secret"),)}, frozenset({"public"}))

    assert panel.seats(["a", "secret"]).tolist() == [0, -1]


def test_before_anybody_taught_anything_nothing_is_said():
    panel = Panel.of({}, frozenset({"public"}))

    assert panel.asked(["anything"]) == []
    assert not by_seat([], KINDS).take(panel.seats(["a", "b"]), axis=1).any()


def test_nothing_answers_a_question_only_if_no_audience_knows_an_answer():
    panel = Panel.of(
        {"public": (_net("a", NO_DOCUMENT),), "staff": (_net("b", NO_DOCUMENT),)}, frozenset({"public", "staff"})
    )

    assert panel.refused(_opinion(-1.0, 1.0, 1.0, -1.0)) == pytest.approx(0.0)
    assert panel.refused(_opinion(-1.0, 1.0, -1.0, 0.8)) == pytest.approx(0.8 - NEVER_TAUGHT)
    assert panel.answers(_opinion(-1.0, 1.0, 0.5, -1.0)).tolist() == [-1.0, 0.5]


def _opinion(*scores: float) -> Opinion:
    return Opinion(np.array(scores, np.float32), np.full(len(scores), 0.5, np.float32), 0.0, 0.0)


def _net(*ids: str) -> Net:
    """One that knows these documents and no marks."""
    marks = Marks("letters", np.zeros(0, np.int64), np.zeros(0, np.float32))
    nothing, offsets = np.zeros((0, 1), np.float32), np.zeros((1, len(ids)), np.float32)
    outer = np.zeros((1, 1, len(ids)), np.float32)
    no_starts = np.zeros(0, np.int64)
    return Net(ids, marks, nothing.astype(np.float16), np.zeros(1, np.float32), outer, offsets, nothing, no_starts)
