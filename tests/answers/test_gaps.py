"""What people asked and did not find."""

from datetime import timedelta

import pytest
from django.utils import timezone

from helpwell.answers.asking import Asker, ask
from helpwell.answers.gaps import close_ended, gather, settle_answered, settle_published, wordings
from helpwell.answers.models import Gap, Outcome, Question, Synonym
from helpwell.answers.retention import forget_old
from helpwell.answers.searches import intents
from helpwell.base.models import Site
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Vote
from helpwell.people.models import User, Visitor
from tests.factories import QuestionFactory, VisitorFactory, ask_unanswered, publish, write

pytestmark = pytest.mark.django_db

AN_HOUR_AGO = timedelta(hours=1)


def open_gaps() -> list[Gap]:
    return list(Gap.objects.open().ranked())


def test_what_became_a_sensitive_conversation_is_neither_gathered_nor_learned(admin: User):
    hidden, seen = write().conversation, write().conversation
    hidden.mark_sensitive(True, by=admin)
    asked = ask_unanswered("pills for my illness", "where is my parcel")
    for question, conversation in zip(asked, (hidden, seen), strict=True):
        question.belong_to(conversation)
    QuestionFactory(text="secret", outcome="confirmed", opened=publish("Illness"), conversation=hidden)

    gather()

    assert [gap.text for gap in open_gaps()] == ["where is my parcel"]
    assert not Question.objects.confirmed().exists()


def test_a_question_nobody_opened_anything_for_ends_as_abandoned_and_an_opened_one_as_silent():
    left = QuestionFactory(asked_at=timezone.now() - AN_HOUR_AGO)
    read = QuestionFactory(asked_at=timezone.now() - AN_HOUR_AGO)
    read.open(publish("Shipping abroad"), 1)
    Question.objects.filter(pk=read.pk).update(opened_at=timezone.now() - timedelta(minutes=40))
    fresh = QuestionFactory()

    close_ended()
    close_ended()

    assert dict(Question.objects.values_list("pk", "outcome")) == {
        left.pk: "abandoned",
        read.pk: "silent",
        fresh.pk: "",
    }
    assert Outcome.objects.count() == 2


def test_a_question_with_a_word_on_it_keeps_it():
    question = QuestionFactory(asked_at=timezone.now() - AN_HOUR_AGO, outcome="confirmed")

    close_ended()

    question.refresh_from_db()
    assert question.outcome == "confirmed"


def test_what_was_asked_once_is_listed_but_not_counted_as_waiting():
    ask_unanswered("shipping to iceland", "shipping iceland", "gift wrapping")

    gather()

    assert len(open_gaps()) == 2
    assert [gap.text for gap in Gap.objects.open().asked_again()] == ["shipping to iceland"]


@pytest.mark.parametrize(
    ("language", "same", "other"),
    [
        ("en", ["do you ship to iceland", "shipping iceland", "can I have it shipped to Icelnad"], "gift wrapping"),
        ("de", ["Brille zum Tauchen", "tauchbrille mit stärke", "Taucherbrille"], "Gutschein verschenken"),
        ("lv", ["vai sūtāt uz Islandi", "sūtīšana Islandē", "sutisana islande"], "dāvanu karte"),
    ],
)
def test_questions_that_mean_the_same_are_one_gap(language: str, same: list[str], other: str):
    ask_unanswered(*same, other, language=language)

    gather()

    sizes = sorted(gap.question_count for gap in open_gaps())
    assert sizes[-1] >= len(same) - 1
    assert sizes[0] == 1


def test_the_place_tells_two_questions_apart():
    ask_unanswered("do you ship to iceland", "do you ship to norway")

    gather()

    assert len(open_gaps()) == 2


def test_the_same_words_in_another_language_are_another_gap():
    ask_unanswered("brille tauchen", language="de")
    ask_unanswered("brille tauchen", language="en")

    gather()

    assert len(open_gaps()) == 2


def test_gaps_are_ranked_by_how_many_different_visitors_asked():
    insistent = VisitorFactory()
    for _time in range(50):
        ask_unanswered("do you sell gift cards", visitor=insistent)
    ask_unanswered("do you ship to iceland", "shipping to iceland")

    gather()

    first, second = open_gaps()
    assert (first.visitor_count, first.text) == (2, "do you ship to iceland")
    assert (second.visitor_count, second.question_count) == (1, 50)


def test_gathering_again_changes_nothing_and_new_questions_join_the_gap_they_belong_to():
    ask_unanswered("do you ship to iceland")
    gather()
    (gap,) = open_gaps()

    ask_unanswered("shipping iceland")
    gather()
    gather()

    assert [(found.pk, found.question_count) for found in open_gaps()] == [(gap.pk, 2)]


@pytest.mark.parametrize("text", ["🤓🤓🤓", "???", "   ", "مرحبا كيف", "x" * 500])
def test_odd_questions_are_gathered_without_harm(text: str):
    ask_unanswered(text)

    assert gather() == 1


def test_writing_the_answer_starts_a_draft_that_knows_its_question_and_settles_when_published(editor: User):
    ask_unanswered("do you ship to iceland", "shipping to iceland")
    gather()
    (gap,) = open_gaps()

    draft = gap.begin_answer([wording.text for wording in wordings([gap])[gap.pk]], by=editor)
    again = gap.begin_answer([], by=editor)

    assert again == draft
    assert draft.working_content.title == "do you ship to iceland"
    assert set(draft.phrasings.values_list("text", flat=True)) == {"do you ship to iceland", "shipping to iceland"}
    assert draft.article.owner == editor
    draft.write(draft.working_content, by=editor)
    draft.publish(by=editor)
    settle_published()
    assert open_gaps() == []


def test_making_it_also_asked_as_is_found_at_once_and_can_be_taken_back(editor: User):
    article = publish("Delivery abroad")
    article.phrasings.create(text="foreign delivery")
    ask_unanswered("polar bear express")
    gather()
    (gap,) = open_gaps()

    gap.answer_with(article, ["polar bear express"], by=editor)

    assert ask("polar bear express", Asker("en", PUBLIC)).articles[0].translation_id == article.pk
    gap.reopen(by=editor)
    assert list(article.phrasings.values_list("text", flat=True)) == ["foreign delivery"]
    assert gap.status == Gap.Status.OPEN


def test_making_it_a_synonym_works_at_once_and_can_be_taken_back(editor: User):
    publish("Nose pads")
    ask_unanswered("knubbel")
    gather()
    (gap,) = open_gaps()

    gap.explain("knubbel", "nose pads", by=editor)

    assert ask("knubbel", Asker("en", PUBLIC)).articles
    gap.reopen(by=editor)
    assert not Synonym.objects.active().exists()
    assert not ask("knubbel", Asker("en", PUBLIC)).articles


def test_a_dismissed_gap_stays_away_and_an_answered_one_comes_back_when_it_is_asked_again(editor: User):
    ask_unanswered("do you buy used cars", "do you ship to iceland")
    gather()
    cars, iceland = sorted(open_gaps(), key=lambda gap: gap.text)
    cars.settle(Gap.Status.DISMISSED, by=editor)
    iceland.settle(Gap.Status.ANSWERED, by=editor)

    ask_unanswered("buying used cars", "ship to iceland")
    gather()

    assert open_gaps() == [iceland]


def test_searches_are_counted_by_what_they_mean_with_those_that_found_nothing():
    for text in ["where is my parcel", "Where is my parcel", "my parcel"]:
        QuestionFactory(text=text)
    QuestionFactory(text="polar bears", decision=Question.Decision.FOUND_NOTHING)

    parcel, bears = intents("en")

    assert (parcel.visitor_count, parcel.wordings) == (3, ["my parcel"])
    assert (bears.text, bears.search_count, bears.nothing_count) == ("polar bears", 1, 1)


def test_old_questions_lose_their_words_and_visitors_and_keep_their_figures():
    Site.objects.create(pk=1, retention_days=30)
    long_ago = timezone.now() - timedelta(days=31)
    visitor = VisitorFactory()
    Visitor.objects.update(created_at=long_ago)
    old = QuestionFactory(text="my name is Ana Berzina", visitor=visitor, asked_at=long_ago, outcome="abandoned")
    vote = Vote.cast(publish("Returns"), visitor, helpful=False, comment="Call me: Ana")
    Vote.objects.update(created_at=long_ago)
    young = QuestionFactory(text="where is my parcel")
    Gap.objects.create(text="my name is Ana Berzina", language="en", key="ana", created_at=long_ago)

    assert forget_old() == 1
    assert forget_old() == 0

    old.refresh_from_db()
    vote.refresh_from_db()
    young.refresh_from_db()
    assert (old.text, old.visitor, old.outcome) == ("", None, "abandoned")
    assert (vote.comment, vote.helpful) == ("", False)
    assert vote.visitor != visitor
    assert young.text
    assert not Visitor.objects.filter(pk=visitor.pk).exists()
    assert not Gap.objects.exists()


def asked_in_vain(text: str) -> Gap:
    """Two people asked this yesterday and found nothing."""
    ask_unanswered(text, text, asked_at=timezone.now() - timedelta(days=1))
    gather()
    return Gap.objects.get()


def test_an_article_that_was_written_since_closes_the_gap_by_itself():
    gap = asked_in_vain("do you ship to iceland")
    publish("Do you ship to Iceland?", "<p>We ship to Iceland twice a week.</p>")

    assert settle_answered() == 1

    gap.refresh_from_db()
    assert gap.status == Gap.Status.ANSWERED
    assert settle_answered() == 0


def test_an_article_about_something_else_closes_nothing():
    asked_in_vain("do you ship to iceland")
    publish("Opening hours on Sunday")

    assert settle_answered() == 0


def test_an_article_that_stood_there_when_they_asked_is_no_answer_to_them():
    publish("Do you ship to Iceland?", "<p>We ship to Iceland twice a week.</p>")
    ask_unanswered("do you ship to iceland", "do you ship to iceland")
    gather()

    assert settle_answered() == 0


def test_who_asks_in_vain_again_opens_it_again():
    gap = asked_in_vain("do you ship to iceland")
    publish("Do you ship to Iceland?", "<p>We ship to Iceland twice a week.</p>")
    settle_answered()

    ask_unanswered("do you ship to iceland", asked_at=timezone.now() + timedelta(minutes=1))
    gather()

    assert Gap.objects.get(pk=gap.pk).status == Gap.Status.OPEN
