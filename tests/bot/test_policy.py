"""The one next step: a table of facts and what follows from them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpwell.bot.facts import Candidate, Decision, Deed, Facts
from helpwell.bot.listening import SENSITIVE, SMALL_TALK, Heard
from helpwell.bot.policy import decide

EARNED, OFFERED = Candidate("a", may_be_said=True), Candidate("a")
OTHERS = (Candidate("b"), Candidate("c"), Candidate("d"))
WAITING = Facts(is_with_bot=False, may_collect=True, asked="order", tries=1, unknown=("size",))
SURE = Facts(candidates=(EARNED, *OTHERS), confidence=0.96, threshold=0.9)


@pytest.mark.parametrize(
    ("facts", "deed", "reason"),
    [
        (SURE, Deed.ANSWER, "sure"),
        (replace(SURE, candidates=(OFFERED, *OTHERS)), Deed.OFFER, "not_earned"),
        (replace(SURE, confidence=0.6), Deed.OFFER, "not_sure"),
        (replace(SURE, guard="new_customer"), Deed.OFFER, "new_customer"),
        (replace(SURE, confidence=0.6, between=2), Deed.ASK_BACK, "between_few"),
        (replace(SURE, confidence=0.6, between=2, was_asked_back=True), Deed.OFFER, "not_sure"),
        (replace(SURE, confidence=0.05), Deed.OFFER_PERSON, "nothing_found"),
        (Facts(), Deed.OFFER_PERSON, "nothing_found"),
        (replace(SURE, failures=2), Deed.ANSWER, "sure"),
        (replace(SURE, failures=2, confidence=0.6), Deed.OFFER_PERSON, "failed_twice"),
        (replace(SURE, failures=2, guard="new_customer"), Deed.OFFER_PERSON, "failed_twice"),
        (replace(SURE, failures=2, candidates=(OFFERED, *OTHERS)), Deed.OFFER_PERSON, "failed_twice"),
        (replace(SURE, failures=2, confidence=0.6, was_offered_person=True), Deed.OFFER, "not_sure"),
        (replace(SURE, failures=2, confidence=0.05, was_offered_person=True), Deed.OFFER_PERSON, "nothing_found"),
        (Facts(failures=2), Deed.OFFER_PERSON, "failed_twice"),
        (replace(SURE, is_with_bot=False), Deed.STAY_SILENT, "person_has_it"),
        (replace(SURE, heard=Heard(wants_person=True)), Deed.HAND_OVER, "asked_for_person"),
        (replace(SURE, choice="person"), Deed.HAND_OVER, "asked_for_person"),
        (replace(SURE, heard=Heard(is_upset=True)), Deed.HAND_OVER, "upset"),
        (replace(SURE, heard=Heard(sensitive="leaving")), Deed.HAND_OVER, "sensitive_leaving"),
        (replace(SURE, heard=Heard(small_talk="greeting")), Deed.SMALL_TALK, "greeting"),
        (replace(SURE, heard=Heard(small_talk="refuses")), Deed.SMALL_TALK, "refuses"),
        (replace(SURE, heard=Heard(small_talk="refuses"), failures=1), Deed.OFFER_PERSON, "failed_twice"),
        (Facts(choice="yes"), Deed.SMALL_TALK, "agrees"),
        (Facts(choice="no"), Deed.SMALL_TALK, "refuses"),
        (Facts(choice="no", failures=1), Deed.OFFER_PERSON, "failed_twice"),
        (Facts(choice="article:b"), Deed.ANSWER, "chosen"),
        (Facts(choice="steps:a"), Deed.STEP, "first_step"),
        (Facts(choice="step:done", steps_left=1), Deed.STEP, "next_step"),
        (Facts(choice="step:done"), Deed.SMALL_TALK, "agrees"),
        (Facts(choice="step:failed"), Deed.OFFER_PERSON, "step_failed"),
        (Facts(choice="person", is_with_bot=False), Deed.STAY_SILENT, "person_has_it"),
        (replace(WAITING, word="fits"), Deed.ASK_FIELD, "still_unknown"),
        (replace(WAITING, word="skipped"), Deed.ASK_FIELD, "still_unknown"),
        (replace(WAITING, word="unfit"), Deed.ASK_FIELD, "unfit"),
        (replace(WAITING, word="unfit", tries=2), Deed.ASK_FIELD, "still_unknown"),
        (replace(WAITING, word="fits", unknown=()), Deed.THANK, "all_told"),
        (replace(WAITING, word="elsewhere"), Deed.STAY_SILENT, "person_has_it"),
        (replace(WAITING, asked=""), Deed.ASK_FIELD, "still_unknown"),
        (replace(WAITING, asked="", unknown=()), Deed.STAY_SILENT, "person_has_it"),
        (replace(WAITING, may_collect=False), Deed.STAY_SILENT, "person_has_it"),
    ],
)
def test_from_facts_follows_one_deed_with_its_reason(facts: Facts, deed: Deed, reason: str) -> None:
    decision = decide(facts)

    assert (decision.deed, decision.reason) == (deed, reason)


@pytest.mark.parametrize(
    ("facts", "offers_person"),
    [
        (SURE, False),
        (replace(SURE, failures=1), False),
        (replace(SURE, failures=2), True),
        (replace(SURE, failures=2, confidence=0.6, was_offered_person=True), True),
        (replace(SURE, failures=2, confidence=0.6, between=2, was_offered_person=True), True),
        (Facts(failures=2, choice="article:b"), True),
        (Facts(failures=2, choice="yes"), False),
        (Facts(failures=2), False),  # it says nothing else
        (replace(SURE, failures=2, has_people=False), False),
    ],
)
def test_beside_what_comes_after_two_failures_a_person_is_offered(facts: Facts, offers_person: bool) -> None:
    assert decide(facts).offers_person == offers_person


def test_no_more_than_three_are_offered() -> None:
    assert decide(replace(SURE, confidence=0.5)).articles == ("a", "b", "c")


def test_the_words_of_a_button_are_not_listened_to() -> None:
    facts = Facts(choice="article:b", heard=Heard(wants_person=True, is_upset=True, sensitive="legal"))

    assert decide(facts) == Decision(Deed.ANSWER, "chosen", ("b",))


FACTS = st.builds(
    Facts,
    heard=st.builds(
        Heard,
        wants_person=st.booleans(),
        is_upset=st.booleans(),
        sensitive=st.sampled_from(["", "leaving", *SENSITIVE]),
        small_talk=st.sampled_from(["", *SMALL_TALK]),
    ),
    choice=st.sampled_from(["", "yes", "no", "person", "article:x", "steps:x", "step:done", "step:failed", "nonsense"]),
    candidates=st.lists(st.builds(Candidate, st.text(min_size=1, max_size=3), st.booleans())).map(tuple),
    confidence=st.floats(0, 1),
    threshold=st.floats(0, 1),
    between=st.integers(0, 5),
    failures=st.integers(0, 5),
    steps_left=st.integers(0, 3),
    was_asked_back=st.booleans(),
    was_offered_person=st.booleans(),
    guard=st.sampled_from(["", "new_customer"]),
    is_with_bot=st.booleans(),
    may_collect=st.booleans(),
    asked=st.sampled_from(["", "order"]),
    tries=st.integers(0, 3),
    word=st.sampled_from(["", "fits", "unfit", "skipped", "elsewhere"]),
    unknown=st.lists(st.sampled_from(["size", "plan"]), unique=True).map(tuple),
)


@given(FACTS)
def test_there_is_always_a_next_step_and_it_has_a_reason(facts: Facts) -> None:
    assert decide(facts).reason


@given(FACTS)
def test_whoever_asks_for_a_person_gets_one(facts: Facts) -> None:
    asked = replace(facts, choice="person", is_with_bot=True)

    assert decide(asked).deed == Deed.HAND_OVER


@given(FACTS)
def test_after_two_failures_no_article_is_shown_without_the_offer_of_a_person(facts: Facts) -> None:
    decision = decide(replace(facts, failures=2, has_people=True))

    if decision.deed in (Deed.ANSWER, Deed.OFFER, Deed.ASK_BACK):
        assert decision.offers_person


@given(FACTS)
def test_a_field_is_asked_for_with_the_handover_or_after_it_never_before(facts: Facts) -> None:
    decision = decide(facts)

    if decision.field:
        assert decision.deed == Deed.HAND_OVER or not facts.is_with_bot
        assert decision.field in (*facts.unknown, facts.asked)


@given(FACTS)
def test_nothing_is_said_alone_that_has_not_earned_it_or_that_a_guard_forbids(facts: Facts) -> None:
    decision = decide(facts)

    if decision.deed == Deed.ANSWER and decision.reason != "chosen":
        assert facts.candidates[0].may_be_said
        assert facts.confidence >= facts.threshold
        assert not facts.guard
