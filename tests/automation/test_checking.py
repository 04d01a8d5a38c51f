"""Before a flow is published it is looked through: nobody shall stand before nothing, or come to no step."""

import pytest

from helpwell.automation.checking import Finding, There, findings
from helpwell.automation.flow_steps import FlowStep, Option

pytestmark = pytest.mark.django_db
THERE = There(("en", "de"), frozenset({"order"}), frozenset({"sizes"}), frozenset({"team:7", "topic:lenses"}))
BOTH = {"en": "Thank you.", "de": "Danke."}
PERSON = FlowStep("person", FlowStep.Kind.HANDOVER, BOTH)
WAY = Option({"en": "Return", "de": "Zurück"})


def found(*steps: FlowStep) -> list[Finding]:
    return findings(steps, THERE)


def test_a_whole_flow_has_no_faults() -> None:
    choice = FlowStep("what", FlowStep.Kind.CHOICE, BOTH, (WAY, Option(WAY.labels, "sizes")))
    ask = FlowStep("order", FlowStep.Kind.ASK, subject="order")
    team = FlowStep("team", FlowStep.Kind.ACTION, subject="team", value="7", to="person")
    answer = FlowStep("sizes", FlowStep.Kind.ANSWER, subject="sizes")

    assert found(choice, ask, team, answer, PERSON) == []


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (FlowStep("s", FlowStep.Kind.SAY), "It says nothing"),
        (FlowStep("s", FlowStep.Kind.CHOICE, BOTH), "nothing to choose"),
        (FlowStep("s", FlowStep.Kind.ASK, subject="gone"), "asks for no field"),
        (FlowStep("s", FlowStep.Kind.ANSWER, subject="secret"), "not public"),
        (FlowStep("s", FlowStep.Kind.CONDITION, subject="page"), "compares with nothing"),
        (FlowStep("s", FlowStep.Kind.ACTION, subject="team", value="8"), "Choose the tag"),
        (FlowStep("s", FlowStep.Kind.ACTION, subject="tag"), "Choose the tag"),
    ],
)
def test_what_would_leave_a_customer_standing_is_grave(step: FlowStep, words: str) -> None:
    fault = found(step, PERSON)[0]

    assert (fault.step, fault.is_grave) == (1, True)
    assert words in fault.words


def test_steps_nobody_comes_to_are_told() -> None:
    choice = FlowStep("what", FlowStep.Kind.CHOICE, BOTH, (Option(WAY.labels, "person"),))
    lost, more = FlowStep("lost", FlowStep.Kind.SAY, BOTH), FlowStep("more", FlowStep.Kind.SAY, BOTH)

    assert [(one.step, one.is_grave) for one in found(choice, lost, more, PERSON)] == [(2, False), (3, False)]


def test_a_missing_translation_is_told_by_its_language() -> None:
    (fault,) = found(FlowStep("s", FlowStep.Kind.CHOICE, BOTH, (Option({"en": "Return"}),)), PERSON)

    assert "Deutsch" in fault.words
    assert not fault.is_grave


def test_whom_an_answer_does_not_help_must_come_to_a_person() -> None:
    (fault,) = found(FlowStep("s", FlowStep.Kind.ANSWER, subject="sizes"))

    assert "hands over to a person" in fault.words
