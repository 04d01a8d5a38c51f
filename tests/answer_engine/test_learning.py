"""Learning from past questions: better answers, honest confidence, nothing across audiences."""

import subprocess
import sys

import numpy as np
import pytest

from answer_engine import AnswerEngine, Document, PastQuestion, learn_apart
from answer_engine.folds import merged
from answer_engine.learning import learn

ARTICLES = [
    Document("card", "en", "Activate a card", ""),
    Document("refund", "en", "Refunds", ""),
    Document("travel", "en", "Using it abroad", ""),
    Document("rates", "en", "Staff rates", "", audience="internal"),
]
WORDINGS = {
    "card": ("start using my new {}", "the {} came, what now", "how to switch the {} on", "make the {} work"),
    "refund": ("money back for {}", "return {} and get paid", "i was charged twice for {}", "give back the cost of {}"),
    "travel": ("holiday in {}", "does it work in {}", "paying in {} next week", "i fly to {} soon"),
    "rates": ("staff price of {}", "colleague discount for {}", "employee {} deal", "our own price for {}"),
}
THINGS = ("plastic", "spain", "shoes", "visa", "france", "tickets")
PAST = [
    PastQuestion(wording.format(thing), document_id, "en")
    for document_id, wordings in WORDINGS.items()
    for wording in wordings
    for thing in THINGS
]
EVERYBODY = frozenset({"public", "internal"})


@pytest.fixture(scope="module")
def learned():
    return learn(ARTICLES, PAST)


@pytest.fixture(scope="module")
def engine(learned):
    return AnswerEngine.build(ARTICLES, PAST).taught(learned.lessons)


@pytest.mark.parametrize(
    ("question", "article"),
    [("how do i get the money back", "refund"), ("i fly to italy", "travel"), ("switch the new plastic on", "card")],
)
def test_what_was_asked_before_leads_to_the_article(engine, question, article):
    answer = engine.ask(question)

    assert answer.passage.document_id == article
    assert answer.confidence > engine.ask("who painted the ceiling").confidence


def test_lessons_change_the_version(engine):
    assert engine.version != AnswerEngine.build(ARTICLES, PAST).version


def test_lessons_of_internal_articles_stay_internal(learned):
    others = learn([one for one in ARTICLES if one.audience == "public"], PAST)

    public = {id_ for classifier in learned.lessons.classifiers["public"] for id_ in classifier.document_ids}
    assert public == {"card", "refund", "travel"}
    assert [one.weights.tobytes() for one in learned.lessons.classifiers["public"]] == [
        one.weights.tobytes() for one in others.lessons.classifiers["public"]
    ]


def test_the_same_questions_teach_the_same(learned):
    assert learn(ARTICLES, PAST).lessons.fingerprint() == learned.lessons.fingerprint()


def test_trials_hold_questions_without_an_answer(learned):
    assert any(not trial.is_answerable for trial in learned.trials)


def test_one_asker_a_thousand_times_weighs_little():
    asked = merged([PastQuestion("the same", "card")] * 1000 + [PastQuestion("another", "card")])

    assert {question.text: question.weight for question in asked} == {"the same": 5.0, "another": 1.0}


def test_too_few_questions_teach_nothing_yet():
    assert learn(ARTICLES, PAST[:5]).trials == ()


def test_a_threshold_follows_from_the_proof(engine):
    assert engine.threshold(0.5) <= engine.threshold(0.05)


def test_without_past_questions_a_threshold_is_cautious():
    assert AnswerEngine.build(ARTICLES).threshold(0.03) == pytest.approx(0.985)


def test_a_child_process_learns_the_same(learned):
    apart = learn_apart(ARTICLES, PAST)

    assert apart.fingerprint() == learned.lessons.fingerprint()


def test_serving_never_loads_the_fitting_libraries():
    program = (
        "import sys; from answer_engine import AnswerEngine, Document;"
        "AnswerEngine.build([Document('a', 'de', 'Brille', 'Gestell')]).ask('brille');"
        "print([name for name in ('sklearn', 'scipy.optimize') if name in sys.modules])"
    )

    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.strip() == "[]"


def test_a_new_site_with_many_unanswerable_questions_is_less_sure():
    few, many = (AnswerEngine.build(ARTICLES, lessons=learn(ARTICLES, (), share).lessons) for share in (0.0, 0.6))

    assert many.ask("activate a card").chances < few.ask("activate a card").chances


def test_a_threshold_is_set_on_confidence_that_has_not_seen_the_question(learned):
    fitted = learned.lessons.calibration.chances(
        np.array([trial.signs(learned.lessons.ranking) for trial in learned.trials if len(trial.figures)])
    )

    assert list(learned.lessons.proof.probabilities) != fitted[:, 0].round(6).tolist()


def test_documents_that_fit_alike_are_told_apart_by_their_letters():
    texts = {"near": "Beschichtung", "far": "Versandkosten"}
    site = AnswerEngine.build(
        Document(name, "de", "Brille", f"Die Brille und ihre {text}.") for name, text in texts.items()
    )

    assert site.ask("brille entschichten").passage.document_id == "near"
