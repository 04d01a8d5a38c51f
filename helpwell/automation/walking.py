"""How a flow goes on: one pure function from its steps, where she stands and what she said, to what happens next.

It only ever goes forward, so it always comes to an end, to a person, or to a step that waits for her.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from helpwell.automation.flow_steps import END, WAITING, FlowStep, Looks


class End(StrEnum):
    """How a walk can end."""

    DONE = "ended"
    HANDED_OVER = "handed_over"
    LEFT = "left"  # she said something the flow has no step for: her words are answered as any others


@dataclass(frozen=True)
class Around:
    """All that a condition may look at."""

    page: str = ""  # address of the page she is on
    language: str = ""
    audience: str = "new"  # new, returning, known
    is_open: bool = True  # whether somebody is there now
    told: dict[str, str] = field(default_factory=dict)  # by key of the field


@dataclass(frozen=True)
class Reply:
    """What she did at the step that waited for her."""

    option: int = -1  # which of its choices; -1 none of them
    word: str = ""  # to a field: fits, unfit, skipped, elsewhere
    helped: bool | None = None  # to an answer


@dataclass(frozen=True)
class Walk:
    """What is said and done now, and where she stands afterwards."""

    says: tuple[FlowStep, ...] = ()
    does: tuple[FlowStep, ...] = ()
    at: str = ""  # key of the step that waits for her; "" when it has ended
    end: str = ""  # an `End`; "" while it goes on
    is_again: bool = False  # the same field is asked for once more


def begin(steps: tuple[FlowStep, ...], around: Around) -> Walk:
    """From the first step to the first that waits for her."""
    return _walk(steps, 0, around)


def go_on(steps: tuple[FlowStep, ...], at: str, reply: Reply, around: Around, tries: int = 1) -> Walk:
    """From the step that waited for her. One that is gone by now, or that her words do not fit, is left."""
    here = _place(steps, at)
    if here is None:
        return Walk(end=End.LEFT)
    step = steps[here]
    if step.kind == FlowStep.Kind.CHOICE:
        return _chosen(steps, here, reply.option, around)
    if step.kind == FlowStep.Kind.ASK:
        return _told(steps, here, reply.word, around, tries)
    if reply.helped is None or step.kind not in WAITING:
        return Walk(end=End.LEFT)
    return Walk(end=End.DONE) if reply.helped else _walk(steps, place_after(steps, here, step.to), around)


def fits(pages: Iterable[str], page: str) -> bool:
    """Whether an address is meant by one of these patterns, such as "/checkout*"; no pattern means every page."""
    patterns = [one for one in pages if one.strip()]
    parts = urlsplit(page)
    forms = (parts.path or "/", f"{parts.netloc}{parts.path}", f"{parts.scheme}://{parts.netloc}{parts.path}")
    return not patterns or any(fnmatchcase(form, one) for one in patterns for form in forms)


def _chosen(steps: tuple[FlowStep, ...], here: int, option: int, around: Around) -> Walk:
    options = steps[here].options
    if not 0 <= option < len(options):
        return Walk(end=End.LEFT)
    return _walk(steps, place_after(steps, here, options[option].to), around)


def _told(steps: tuple[FlowStep, ...], here: int, word: str, around: Around, tries: int) -> Walk:
    step = steps[here]
    if word == "unfit" and tries < 2:
        return Walk(says=(step,), at=step.key, is_again=True)
    if word not in ("fits", "skipped", "unfit"):
        return Walk(end=End.LEFT)
    return _walk(steps, place_after(steps, here, step.to), around)


def _walk(steps: tuple[FlowStep, ...], here: int, around: Around) -> Walk:
    """Each turn of the loop goes forward, so it ends."""
    says: list[FlowStep] = []
    does: list[FlowStep] = []
    while here < len(steps):
        step = steps[here]
        if step.kind == FlowStep.Kind.HANDOVER:
            says += [step] if step.texts else []
            return Walk(tuple(says), tuple(does), end=End.HANDED_OVER)
        if step.kind in WAITING and not (step.kind == FlowStep.Kind.ASK and step.subject in around.told):
            return Walk((*says, step), tuple(does), at=step.key)
        if step.kind == FlowStep.Kind.SAY:
            says.append(step)
        if step.kind == FlowStep.Kind.ACTION:
            does.append(step)
        holds = step.kind != FlowStep.Kind.CONDITION or _holds(step, around)
        here = place_after(steps, here, step.to if holds else "")
    return Walk(tuple(says), tuple(does), end=End.DONE)


def _holds(step: FlowStep, around: Around) -> bool:
    """Whether what the condition looks at is as it says."""
    if step.subject == Looks.PAGE:
        return fits(step.value.split(), around.page)
    if step.subject == Looks.FIELD:
        key, _equals, value = step.value.partition("=")
        return key in around.told and (not value or around.told[key].casefold() == value.casefold())
    there = {
        Looks.LANGUAGE: around.language,
        Looks.AUDIENCE: around.audience,
        Looks.HOURS: "open" if around.is_open else "closed",
    }
    return there.get(Looks(step.subject)) == step.value if step.subject in Looks.values else False


def place_after(steps: tuple[FlowStep, ...], here: int, to: str) -> int:
    """The place a step leads to: never back, for a walk that turns round may never end. Behind the last: the end."""
    place = len(steps) if to == END else _place(steps, to)
    return place if place is not None and place > here else here + 1


def _place(steps: tuple[FlowStep, ...], key: str) -> int | None:
    return next((number for number, step in enumerate(steps) if key and step.key == key), None)
