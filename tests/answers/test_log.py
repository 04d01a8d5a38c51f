"""Every question is kept once, with what was shown, what was opened from it and how it ended."""

import pytest

from helpwell.answers.asking import Asker, ask
from helpwell.answers.log import Asked, last_asked, note_vote, record
from helpwell.answers.models import Question
from helpwell.answers.popular import popular
from helpwell.knowledge.access import PUBLIC
from helpwell.people.models import Visitor
from tests.factories import VisitorFactory, publish

pytestmark = pytest.mark.django_db


ASKER = Asker("en", PUBLIC)


def settle(text: str, visitor: Visitor | None = None, typing: str = "") -> Question:
    return record(Asked(text, ASKER, visitor, typing=typing), ask(text, ASKER))


def test_a_question_says_what_was_shown_and_by_which_engine():
    translation = publish("Opening hours")

    question = settle("opening hours")

    assert question.shown == [{"article": translation.article.public_id, "language": "en", "revision": 1}]
    assert question.decision == Question.Decision.SHOWED
    assert question.engine_version


def test_a_longer_form_of_the_same_typing_updates_its_row():
    visitor = VisitorFactory()

    settle("open", visitor, typing="t1")
    settle("opening hours on sunday", visitor, typing="t1")

    assert [question.text for question in Question.objects.all()] == ["opening hours on sunday"]


def test_two_visitors_with_the_same_typing_id_keep_two_rows():
    settle("open", VisitorFactory(), typing="t1")
    settle("open", VisitorFactory(), typing="t1")

    assert Question.objects.count() == 2


@pytest.mark.parametrize("text", ["", "\x00\x07", "🙂" * 700, "a\nb\tc", "\u202egnp.exe", "x" * 5000])
def test_odd_text_is_kept_readable(text: str):
    question = settle(text)

    assert len(question.text) <= 500
    assert question.text.isprintable()


def test_the_newest_word_on_how_it_ended_counts_and_all_are_kept():
    question = settle("opening hours")

    question.end(Question.Result.CONFIRMED)
    question.end(Question.Result.REOPENED)

    assert question.outcome == Question.Result.REOPENED
    assert question.outcomes.count() == 2


def test_popular_follows_what_is_opened():
    hours, parking = publish("Opening hours"), publish("Parking garage")
    for translation, times in ((hours, 1), (parking, 3)):
        for _ in range(times):
            settle("where").open(translation, rank=1)

    assert popular("en", PUBLIC, days=7) == [parking, hours]
    for _ in range(4):
        settle("when").open(hours, rank=1)
    assert popular("en", PUBLIC, days=7) == [hours, parking]


def test_the_rank_of_what_was_opened_is_where_it_stood():
    opening, parking = publish("Opening hours of the shop"), publish("Parking at the shop")
    question = settle("parking shop", VisitorFactory())

    assert question.rank_of(parking) == 1
    assert question.rank_of(opening) == 2
    assert question.rank_of(publish("Vouchers")) is None


def test_a_vote_ends_the_question_that_led_to_the_article():
    visitor, parking = VisitorFactory(), publish("Parking")
    question = settle("parking", visitor)
    question.open(parking, rank=1)

    note_vote(visitor, parking, helpful=False)

    question.refresh_from_db()
    assert question.outcome == Question.Result.CONTRADICTED


def test_a_vote_says_nothing_about_questions_that_led_elsewhere():
    visitor, parking, other = VisitorFactory(), publish("Parking"), publish("Vouchers")
    question = settle("parking", visitor)
    question.open(parking, rank=1)

    note_vote(visitor, other, helpful=True)

    question.refresh_from_db()
    assert question.outcome == ""


def test_the_last_question_is_the_newest_in_the_same_words():
    visitor = VisitorFactory()
    settle("parking", visitor)
    newest = settle("parking", visitor)

    assert last_asked(visitor, " parking\n") == newest
    assert last_asked(VisitorFactory(), "parking") is None
