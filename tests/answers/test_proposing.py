"""Synonyms proposed from what people typed and then opened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from helpwell.answers.asking import Asker, ask
from helpwell.answers.models import Question, Synonym
from helpwell.answers.proposing import propose_synonyms
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Translation
from helpwell.people.models import User, Visitor
from tests.factories import QuestionFactory, VisitorFactory, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def nose_pads() -> Translation:
    """An article among others that people open as well."""
    for title in ["Change your address", "Return a parcel", "Pay by invoice", "Opening hours"]:
        other = publish(title)
        for _visitor in range(4):
            opened(title, other)
    return publish("Nose pads come loose", "<p>Nose pads press in again. New nose pads cost nothing.</p>")


def opened(text: str, translation: Translation, visitor: Visitor | None = None, rank: int = 1) -> Question:
    question = QuestionFactory(text=text, visitor=visitor or VisitorFactory())
    question.open(translation, rank)
    return question


def test_a_word_that_several_people_type_before_opening_an_article_is_proposed(nose_pads: Translation):
    for _visitor in range(4):
        opened("the rubber fell off", nose_pads, rank=3)

    propose_synonyms()

    synonym = Synonym.objects.proposed().get(word="rubber")
    assert synonym.meaning in {"nose", "pads"}
    assert "4 different people" in synonym.evidence
    assert "Nose pads come loose" in synonym.evidence


def test_one_visitor_a_hundred_times_counts_once(nose_pads: Translation):
    insistent = VisitorFactory()
    for _time in range(100):
        opened("rubber", nose_pads, insistent)

    assert propose_synonyms() == 0


def test_a_word_that_leads_everywhere_means_nothing_in_particular(nose_pads: Translation):
    for article in Translation.objects.all():
        for _visitor in range(3):
            opened("question", article)

    propose_synonyms()

    assert not Synonym.objects.filter(word="question").exists()


def test_a_misspelt_word_of_the_article_is_no_synonym(nose_pads: Translation):
    for _visitor in range(5):
        opened("nose padz", nose_pads)

    assert propose_synonyms() == 0


def test_a_word_given_up_for_another_is_proposed():
    article = publish("Nose pads come loose")
    for _person in range(3):
        visitor = VisitorFactory()
        first = QuestionFactory(text="buffers broken", visitor=visitor, asked_at=timezone.now() - timedelta(minutes=2))
        assert first.opened is None
        opened("pads broken", article, visitor)

    propose_synonyms()

    synonym = Synonym.objects.proposed().get(word="buffers")
    assert synonym.meaning == "pads"
    assert "3 different people" in synonym.evidence


def test_nothing_works_before_an_editor_approves_it(nose_pads: Translation, editor: User):
    for _visitor in range(4):
        opened("gubbins", nose_pads)
    propose_synonyms()
    asker = Asker("en", PUBLIC)

    assert ask("gubbins", asker).articles == ()
    Synonym.objects.proposed().get().move_to(Synonym.Status.ACTIVE, by=editor)

    assert ask("gubbins", asker).articles[0].translation_id == nose_pads.pk


def test_a_refused_pair_is_not_proposed_again_and_a_waiting_one_only_once(nose_pads: Translation, editor: User):
    for _visitor in range(4):
        opened("rubber", nose_pads)

    assert propose_synonyms() == 1
    assert propose_synonyms() == 0
    Synonym.objects.get().move_to(Synonym.Status.REFUSED, by=editor)
    assert propose_synonyms() == 0
    assert Synonym.objects.get().status == Synonym.Status.REFUSED
