"""The log of questions: what was opened from them and how they ended."""

import pytest

from helpwell.answers.asking import Asker, ask
from helpwell.answers.log import Asked, last_asked, note_vote, record
from helpwell.answers.models import Question
from helpwell.knowledge.access import PUBLIC
from tests.factories import VisitorFactory, publish

pytestmark = pytest.mark.django_db


def asked_by(visitor, text: str) -> Question:
    asker = Asker("en", PUBLIC)
    return record(Asked(text, asker, visitor), ask(text, asker))


def test_the_rank_of_what_was_opened_is_where_it_stood():
    opening, parking = publish("Opening hours of the shop"), publish("Parking at the shop")
    question = asked_by(VisitorFactory(), "parking shop")

    assert question.rank_of(parking) == 1
    assert question.rank_of(opening) == 2
    assert question.rank_of(publish("Vouchers")) is None


def test_a_vote_ends_the_question_that_led_to_the_article():
    visitor, parking = VisitorFactory(), publish("Parking")
    question = asked_by(visitor, "parking")
    question.open(parking, rank=1)

    note_vote(visitor, parking, helpful=False)

    question.refresh_from_db()
    assert question.outcome == Question.Result.CONTRADICTED


def test_a_vote_says_nothing_about_questions_that_led_elsewhere():
    visitor, parking, other = VisitorFactory(), publish("Parking"), publish("Vouchers")
    question = asked_by(visitor, "parking")
    question.open(parking, rank=1)

    note_vote(visitor, other, helpful=True)

    question.refresh_from_db()
    assert question.outcome == ""


def test_the_last_question_is_the_newest_in_the_same_words():
    visitor = VisitorFactory()
    asked_by(visitor, "parking")
    newest = asked_by(visitor, "parking")

    assert last_asked(visitor, " parking\n") == newest
    assert last_asked(VisitorFactory(), "parking") is None
