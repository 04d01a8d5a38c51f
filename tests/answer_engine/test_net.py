"""The net that past questions teach."""

from collections.abc import Sequence

import numpy as np
import pytest

from answer_engine.features import count_marks, letter_marks
from answer_engine.lessons import NEVER_TAUGHT, Net
from answer_engine.net import Examples, fit_net
from answer_engine.text import question_words

ASKED = {
    "refund": ["I want my money back", "please refund my order", "give me the money for my order back"],
    "parcel": ["where is my parcel", "my order has not arrived", "when does the parcel arrive"],
    "password": ["I forgot my password", "reset the password please", "I cannot sign in"],
}


@pytest.fixture
def net() -> Net:
    return _fitted()


@pytest.mark.parametrize(
    ("question", "meant"),
    [("refund the money", "refund"), ("has my parcel arrived", "parcel"), ("cannot reset password", "password")],
)
def test_a_question_nobody_asked_so_is_put_where_its_like_are(net, question, meant):
    scores = net.scores(question_words(question))

    assert max(scores, key=scores.__getitem__) == meant


def test_scores_lie_between_sure_and_never(net):
    scores = net.scores(question_words("I want my money back"))

    assert NEVER_TAUGHT <= min(scores.values()) < 0 < max(scores.values()) <= 1


def test_words_it_never_saw_leave_it_undecided(net):
    scores = net.scores(question_words("кхфгч"))

    assert max(scores.values()) < 1
    assert max(scores.values()) - min(scores.values()) < 0.5


def test_the_same_questions_teach_the_same(net):
    again = _fitted()

    assert again.weights.tobytes() == net.weights.tobytes()
    assert again.outer.tobytes() == net.outer.tobytes()


def test_of_two_opinions_the_one_that_weighs_more_is_believed():
    disputed = "where is the thing you promised"

    net = _fitted([(disputed, "refund", 0.2), (disputed, "parcel", 2.0)])

    scores = net.scores(question_words(disputed))
    assert scores["parcel"] > scores["refund"]


def _fitted(further: Sequence[tuple[str, str, float]] = ()) -> Net:
    ids = sorted(ASKED)
    asked = [(text, meant, 1.0) for meant in ids for text in ASKED[meant]] + list(further)
    texts, meant, counts = zip(*asked, strict=True)
    marks, rows = count_marks((letter_marks(question_words(text)) for text in texts), "letters")
    labels = np.array([ids.index(one) for one in meant])
    return fit_net(ids, marks, Examples(rows, labels, np.array(counts, np.float32)))
