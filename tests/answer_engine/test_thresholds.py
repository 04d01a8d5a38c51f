"""A threshold keeps its promise with room for chance, and rises with unanswerable questions."""

import numpy as np

from answer_engine.calibrating import share_weights
from answer_engine.thresholds import NEVER, threshold


def test_few_examples_never_suffice_however_right_they_were():
    assert threshold([0.9] * 5, [True] * 5, np.ones(5), accepted_error=0.03) == NEVER


def test_many_right_answers_earn_a_threshold_below_them():
    sure = [0.99] * 500 + [0.2] * 100
    right = [True] * 500 + [False] * 100

    assert threshold(sure, right, np.ones(600), accepted_error=0.03) == 0.99


def test_confidence_that_was_contradicted_earns_none():
    right = [True] * 400 + [False] * 100

    assert threshold([0.99] * 500, right, np.ones(500), accepted_error=0.03) == NEVER


def test_more_unanswerable_questions_ask_for_more_confidence():
    generator = np.random.default_rng(1)
    sure = np.sort(generator.random(2000))
    answerable = generator.random(2000) < 0.5 + sure / 2
    few, many = (
        threshold(list(sure), list(answerable), share_weights(list(answerable), share), accepted_error=0.1)
        for share in (0.05, 0.3)
    )

    assert few < many


def test_equal_confidences_stand_or_fall_together():
    assert threshold([0.5] * 200, [True] * 150 + [False] * 50, np.ones(200), accepted_error=0.05) == NEVER
