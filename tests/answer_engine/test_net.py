"""The net that past questions teach."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from answer_engine.batches import Examples
from answer_engine.features import count_marks, letter_marks, pair_marks
from answer_engine.lessons import IMPOSSIBLE, LEAST_CHANCE, NEVER_TAUGHT, Net, Opinion
from answer_engine.net import fit_net
from answer_engine.text import question_words

MOST_KEPT = 5  # past questions of a document
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
    assert _likeliest(net, question) == meant


def test_scores_lie_between_sure_and_never(net):
    scores = net.opinion(question_words("I want my money back")).scores

    assert NEVER_TAUGHT <= scores.min() < 0 < scores.max() <= 1


def test_words_it_never_saw_leave_it_undecided(net):
    scores = net.opinion(question_words("кхфгч")).scores

    assert scores.max() < 1
    assert scores.max() - scores.min() < 0.5


def test_the_same_questions_teach_the_same(net):
    again = _fitted()

    assert again.weights.tobytes() == net.weights.tobytes()
    assert again.outer.tobytes() == net.outer.tobytes()


def test_of_two_opinions_the_one_that_weighs_more_is_believed():
    disputed = "where is the thing you promised"

    net = _fitted([(disputed, "refund", 0.2), (disputed, "parcel", 2.0)])

    assert _likeliest(net, disputed) == "parcel"


def test_what_is_like_a_past_question_is_near_its_document_whatever_is_probable(net):
    asked = net.opinion(question_words("I want the money of my order back"))
    strange = net.opinion(question_words("which telescope shows saturn"))

    assert net.document_ids[asked.near.argmax()] == "refund"
    assert strange.near.max() < asked.near.max() <= 1.001


def test_where_hardly_a_mark_is_known_little_speaks_for_anything(net):
    asked = net.opinion(question_words("I want my money back"))
    strange = net.opinion(question_words("кхфгч"))

    assert strange.energy < asked.energy
    assert strange.force < asked.force


def test_of_each_document_no_more_past_questions_are_kept_than_asked_for():
    net = _fitted([(f"refund number {number}", "refund", 1.0) for number in range(40)])

    assert len(net.examples) <= MOST_KEPT * len(ASKED)
    assert list(net.example_starts) == sorted({0, *net.example_starts})


def test_several_nets_together_say_the_mean_of_what_each_says_alone():
    together, asked = _fitted(nets=3), question_words("refund please")

    alone = [_chances(one.opinion(asked)) for one in _parted(together)]

    assert len(together.outer) == len(alone) == 3
    assert _chances(together.opinion(asked)) == pytest.approx(np.mean(alone, axis=0), abs=LEAST_CHANCE)
    assert not np.allclose(alone[0], alone[1])


def test_a_question_is_as_near_and_as_clear_to_four_nets_as_to_the_two_that_confidence_was_learned_with():
    two, four = (_fitted(nets=count).opinion(question_words("refund please")) for count in (2, 4))

    assert four.force == pytest.approx(two.force)
    assert four.near == pytest.approx(two.near)


def test_another_word_of_the_same_meaning_is_understood():
    ids = ["parking", "cheese"]
    asked = ["can I park the automobile here", "is cheddar sold here"]
    marks, rows = count_marks((pair_marks(question_words(text)) for text in asked), "pairs")
    net = fit_net(ids, marks, Examples(rows, np.array([0, 1]), np.ones(2, np.float32)))

    assert _likeliest(net, "vehicle") == "parking"


def _likeliest(net: Net, question: str) -> str:
    return net.document_ids[net.opinion(question_words(question)).scores.argmax()]


def _chances(opinion: Opinion) -> NDArray[np.float32]:
    """How probable each document is, from its score."""
    return np.exp((opinion.scores - 1) * IMPOSSIBLE / 2)


def _parted(nets: Net) -> list[Net]:
    """Nets that are asked together, each by itself."""
    nodes = len(nets.offsets) // len(nets.outer)
    return [
        replace(
            nets,
            weights=nets.weights[:, number * nodes : (number + 1) * nodes],
            offsets=nets.offsets[number * nodes : (number + 1) * nodes],
            outer=nets.outer[number : number + 1],
            outer_offsets=nets.outer_offsets[number : number + 1],
            examples=nets.examples[:0],
        )
        for number in range(len(nets.outer))
    ]


def _fitted(further: Sequence[tuple[str, str, float]] = (), nets: int = 2) -> Net:
    ids = sorted(ASKED)
    asked = [(text, meant, 1.0) for meant in ids for text in ASKED[meant]] + list(further)
    texts, meant, counts = zip(*asked, strict=True)
    marks, rows = count_marks((letter_marks(question_words(text)) for text in texts), "letters")
    labels = np.array([ids.index(one) for one in meant])
    return fit_net(ids, marks, Examples(rows, labels, np.array(counts, np.float32)), MOST_KEPT, nets)
