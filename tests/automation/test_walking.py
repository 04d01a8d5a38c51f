"""A flow always goes forward: whatever it says and she answers, it ends, hands over, or waits for her."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpwell.automation.flow_steps import END, Does, FlowStep, Looks, Option
from helpwell.automation.walking import Around, End, Reply, Walk, begin, fits, go_on

HELLO = FlowStep("hello", FlowStep.Kind.SAY, {"en": "Hello"})
WHAT = FlowStep(
    "what",
    FlowStep.Kind.CHOICE,
    {"en": "What is it?"},
    (Option({"en": "Return"}, "order"), Option({"en": "Buy"}, "buy")),
)
ORDER = FlowStep("order", FlowStep.Kind.ASK, subject="order", to="person")
BUY = FlowStep("buy", FlowStep.Kind.ANSWER, subject="sizes", to=END)
PERSON = FlowStep("person", FlowStep.Kind.HANDOVER)
TAG = FlowStep("tag", FlowStep.Kind.ACTION, subject=Does.TAG, value="sales")
STEPS = (HELLO, WHAT, ORDER, BUY, PERSON)


def says(walk: Walk) -> list[str]:
    return [step.key for step in walk.says]


def test_it_says_what_comes_first_and_waits_for_her() -> None:
    walk = begin(STEPS, Around())

    assert (says(walk), walk.at, walk.end) == (["hello", "what"], "what", "")


@pytest.mark.parametrize(
    ("at", "reply", "expected"),
    [
        ("what", Reply(option=0), (["order"], "order", "")),
        ("what", Reply(option=1), (["buy"], "buy", "")),
        ("what", Reply(option=7), ([], "", End.LEFT)),
        ("what", Reply(), ([], "", End.LEFT)),
        ("order", Reply(word="fits"), ([], "", End.HANDED_OVER)),
        ("order", Reply(word="skipped"), ([], "", End.HANDED_OVER)),
        ("order", Reply(word="unfit"), (["order"], "order", "")),
        ("order", Reply(word="elsewhere"), ([], "", End.LEFT)),
        ("buy", Reply(helped=True), ([], "", End.DONE)),
        ("buy", Reply(helped=False), ([], "", End.DONE)),
        ("buy", Reply(), ([], "", End.LEFT)),
        ("hello", Reply(helped=True), ([], "", End.LEFT)),
        ("gone", Reply(option=0), ([], "", End.LEFT)),
    ],
)
def test_from_where_she_stands_and_what_she_says_follows_the_next_step(at: str, reply: Reply, expected: Any) -> None:
    walk = go_on(STEPS, at, reply, Around())

    assert (says(walk), walk.at, walk.end) == expected


def test_a_field_is_asked_for_twice_at_most_and_never_when_it_is_known() -> None:
    assert go_on(STEPS, "order", Reply(word="unfit"), Around(), tries=2).end == End.HANDED_OVER
    assert go_on(STEPS, "what", Reply(option=0), Around(told={"order": "4711"})).end == End.HANDED_OVER


@pytest.mark.parametrize(
    ("subject", "value", "holds"),
    [
        (Looks.PAGE, "/checkout*", True),
        (Looks.PAGE, "/help*", False),
        (Looks.LANGUAGE, "de", True),
        (Looks.AUDIENCE, "known", False),
        (Looks.HOURS, "closed", True),
        (Looks.FIELD, "plan=Gold", True),
        (Looks.FIELD, "plan", True),
        (Looks.FIELD, "plan=silver", False),
        (Looks.FIELD, "order", False),
        ("nonsense", "x", False),
    ],
)
def test_conditions_part_the_ways(subject: str, value: str, holds: bool) -> None:
    around = Around("https://shop.example/checkout/2", "de", "new", is_open=False, told={"plan": "gold"})
    parts = (FlowStep("if", FlowStep.Kind.CONDITION, subject=subject, value=value, to="person"), TAG, PERSON)

    assert (begin(parts, around).does == ()) == holds


@pytest.mark.parametrize(
    ("patterns", "page", "expected"),
    [
        ([], "https://shop.example/", True),
        (["/"], "https://shop.example", True),
        (["/checkout*"], "https://shop.example/checkout/pay?x=1", True),
        (["shop.example/*"], "https://shop.example/frames", True),
        (["https://other.example/*"], "https://shop.example/frames", False),
        (["/frames"], "https://shop.example/frames/fjord", False),
        (["/*"], "", True),
    ],
)
def test_pages_are_named_by_patterns(patterns: list[str], page: str, expected: bool) -> None:
    assert fits(patterns, page) == expected


KEYS = [f"s{number}" for number in range(6)]
TARGETS = st.sampled_from(["", END, "nowhere", *KEYS])
OPTIONS = st.lists(st.builds(Option, st.just({"en": "Yes"}), TARGETS), max_size=3).map(tuple)
REPLIES = st.builds(
    Reply,
    st.integers(-1, 4),
    st.sampled_from(["", "fits", "unfit", "skipped", "elsewhere"]),
    st.sampled_from([None, True, False]),
)


def flow(rows: list[dict[str, Any]]) -> tuple[FlowStep, ...]:
    return tuple(FlowStep(key=key, **row) for key, row in zip(KEYS, rows, strict=False))


FLOWS = st.lists(
    st.fixed_dictionaries({
        "kind": st.sampled_from(FlowStep.Kind.values),
        "options": OPTIONS,
        "subject": st.sampled_from(["", "order", *Looks.values]),
        "value": st.sampled_from(["", "open", "de", "/*"]),
        "to": TARGETS,
    }),
    max_size=len(KEYS),
).map(flow)  # fmt: skip


@given(FLOWS, st.lists(REPLIES, min_size=20, max_size=20))
def test_whoever_walks_any_flow_comes_to_an_end_or_a_person(steps: tuple[FlowStep, ...], replies: list[Reply]) -> None:
    walk, turns, tries = begin(steps, Around(language="de")), 0, 1
    for reply in replies:
        if walk.end:
            break
        tries = 2 if walk.is_again else 1
        walk, turns = go_on(steps, walk.at, reply, Around(language="de"), tries), turns + 1

    assert walk.end in {End.DONE, End.HANDED_OVER, End.LEFT}
    assert turns <= 2 * len(steps)


@given(FLOWS, REPLIES, st.sampled_from(KEYS))
def test_it_waits_only_where_she_can_answer_and_says_each_step_once(
    steps: tuple[FlowStep, ...], reply: Reply, at: str
) -> None:
    for walk in (begin(steps, Around()), go_on(steps, at, reply, Around())):
        waiting = [step.kind for step in steps if step.key == walk.at]
        assert bool(walk.end) != bool(walk.at)
        assert waiting in ([], [FlowStep.Kind.CHOICE], [FlowStep.Kind.ASK], [FlowStep.Kind.ANSWER])
        assert len(says(walk)) == len(set(says(walk)))
