"""Before a flow is published it is looked through: nobody shall stand before nothing, or come to no step."""

import pytest

from helpwell.automation.checking import Finding, There, findings
from helpwell.automation.steps import Kind, Option, Step

pytestmark = pytest.mark.django_db
THERE = There(("en", "de"), frozenset({"order"}), frozenset({"sizes"}), frozenset({"team:7", "topic:lenses"}))
BOTH = {"en": "Thank you.", "de": "Danke."}
PERSON = Step("person", Kind.HANDOVER, BOTH)
WAY = Option({"en": "Return", "de": "Zurück"})


def found(*steps: Step) -> list[Finding]:
    return findings(steps, THERE)


def test_a_whole_flow_has_no_faults() -> None:
    choice = Step("what", Kind.CHOICE, BOTH, (WAY, Option(WAY.labels, "sizes")))
    ask = Step("order", Kind.ASK, subject="order")
    team = Step("team", Kind.ACTION, subject="team", value="7", to="person")
    answer = Step("sizes", Kind.ANSWER, subject="sizes")

    assert found(choice, ask, team, answer, PERSON) == []


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("s", Kind.SAY), "It says nothing"),
        (Step("s", Kind.CHOICE, BOTH), "nothing to choose"),
        (Step("s", Kind.ASK, subject="gone"), "asks for no field"),
        (Step("s", Kind.ANSWER, subject="secret"), "not public"),
        (Step("s", Kind.CONDITION, subject="page"), "compares with nothing"),
        (Step("s", Kind.ACTION, subject="team", value="8"), "Choose the tag"),
        (Step("s", Kind.ACTION, subject="tag"), "Choose the tag"),
    ],
)
def test_what_would_leave_a_customer_standing_is_grave(step: Step, words: str) -> None:
    fault = found(step, PERSON)[0]

    assert (fault.step, fault.is_grave) == (1, True)
    assert words in fault.words


def test_steps_nobody_comes_to_are_told() -> None:
    choice = Step("what", Kind.CHOICE, BOTH, (Option(WAY.labels, "person"),))
    lost, more = Step("lost", Kind.SAY, BOTH), Step("more", Kind.SAY, BOTH)

    assert [(one.step, one.is_grave) for one in found(choice, lost, more, PERSON)] == [(2, False), (3, False)]


def test_a_missing_translation_is_told_by_its_language() -> None:
    (fault,) = found(Step("s", Kind.CHOICE, BOTH, (Option({"en": "Return"}),)), PERSON)

    assert "Deutsch" in fault.words
    assert not fault.is_grave


def test_whom_an_answer_does_not_help_must_come_to_a_person() -> None:
    (fault,) = found(Step("s", Kind.ANSWER, subject="sizes"))

    assert "hands over to a person" in fault.words
