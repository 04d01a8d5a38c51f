"""What the question log teaches, and whose word counts how much."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from time_machine import TimeMachineFixture

from helpwell.answers import stored
from helpwell.answers.examples import MOST_OF_ONE, examples
from helpwell.answers.index import Index
from helpwell.answers.models import Gap, Question, Verdict
from helpwell.answers.rebuilding import is_worth_learning, rebuild
from helpwell.answers.retention import forget_old
from helpwell.knowledge.models import Translation
from helpwell.people.models import Event, User, Visitor
from tests.factories import QuestionFactory, VisitorFactory, ask_unanswered, publish

pytestmark = pytest.mark.django_db


def confirm(text: str, translation: Translation, visitor: Visitor | None = None) -> Question:
    """Somebody asked this, opened that, and said that it helped."""
    question = QuestionFactory(text=text, visitor=visitor or VisitorFactory())
    question.open(translation, rank=1)
    question.end(Question.Result.CONFIRMED)
    return question


def weights() -> dict[tuple[str, str | None], float]:
    return {(one.text, one.document_id): one.weight for one in examples().questions}


def test_each_visitor_has_one_voice():
    article = publish("Replace a nose pad")
    name = article.article.public_id

    for _ in range(3):
        confirm("rubber fell off", article)

    assert weights() == {("rubber fell off", name): 3.0}


def test_a_thousand_words_of_one_visitor_count_once():
    article, loud = publish("Buy my watches"), VisitorFactory()

    for number in range(100):
        confirm("where is my parcel", article, loud)
        confirm(f"parcel question {number}", article, loud)

    assert len(weights()) == MOST_OF_ONE
    assert sum(weights().values()) == pytest.approx(1, abs=0.01)


def test_what_an_editor_refused_teaches_nothing_until_she_allows_it(editor: User):
    article = publish("Replace a nose pad")
    confirm("where is my parcel", article)

    Verdict.give(article.article, "where is my parcel", editor, refuse=True)
    assert weights() == {}

    Verdict.give(article.article, "where is my parcel", editor, refuse=False)
    assert len(weights()) == 1


def test_what_several_asked_in_vain_shows_what_no_answer_looks_like():
    several, alone = Gap.begin("dog goggles", "en", frozenset({"dog"})), Gap.begin("wie", "en", frozenset({"wie"}))
    ask_unanswered("dog goggles", "goggles for dogs", gap=several)
    ask_unanswered("wie", gap=alone)

    assert weights() == {("dog goggles", None): 1.0, ("goggles for dogs", None): 1.0}


def test_what_is_not_for_us_is_without_an_answer_even_when_one_asked(editor: User):
    gap = Gap.begin("dog goggles", "en", frozenset({"dog"}))
    ask_unanswered("dog goggles", gap=gap)

    gap.settle(Gap.Status.DISMISSED, by=editor)

    assert weights() == {("dog goggles", None): 1.0}


def test_a_gap_that_was_answered_is_none_any_more(editor: User):
    gap = Gap.begin("dog goggles", "en", frozenset({"dog"}))
    ask_unanswered("dog goggles", "goggles for dogs", gap=gap)

    gap.settle(Gap.Status.ANSWERED, by=editor)

    assert weights() == {}


def test_learning_again_waits_until_it_is_worth_it(data_folder: Path, time_machine: TimeMachineFixture, editor: User):
    article = publish("Replace a nose pad")
    assert not is_worth_learning()
    confirm("rubber fell off", article)
    assert is_worth_learning()
    rebuild(learn=True)
    assert not is_worth_learning()

    confirm("squishy bit is gone", article)
    assert not is_worth_learning()
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    assert is_worth_learning()

    rebuild(learn=True)
    Verdict.give(article.article, "rubber fell off", editor, refuse=True)
    assert is_worth_learning()


def test_what_was_learned_stays_when_only_articles_are_read_anew(data_folder: Path):
    article, other = publish("Replace a nose pad"), publish("Opening hours")
    for number in range(6):
        confirm(f"squishy bit {number} is gone", article)
        confirm(f"are you there at {number}", other)
    learned = rebuild(learn=True)
    publish("Parking garage")

    again = rebuild()

    assert (again.examples, again.learned_at) == (learned.examples, learned.learned_at)
    engine = stored.engine_of(again)
    assert engine.lessons.question_count == 12
    assert engine.ask("the squishy bit").hits[0].passage.title == "Replace a nose pad"
    assert Index().current().ask("parking garage").hits


def test_a_refused_wording_is_forgotten_with_the_last_question_in_it(time_machine: TimeMachineFixture, editor: User):
    article = publish("Replace a nose pad")
    confirm("this is Anna Berg, where is my parcel", article)
    Verdict.give(article.article, "this is Anna Berg, where is my parcel", editor, refuse=True)
    forget_old()
    assert Verdict.objects.exists()

    time_machine.move_to(timezone.now() + timedelta(days=400))
    forget_old()

    assert not Verdict.objects.exists()
    assert "Anna" not in str(Event.objects.filter(kind="verdict.given").values_list("data", flat=True))
