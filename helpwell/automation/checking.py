"""What is wrong with a flow before anybody walks it, in words that say how to mend it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from helpwell.automation.flow_steps import Does, FlowStep
from helpwell.automation.models import Flow
from helpwell.automation.walking import place_after
from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.conversations.fields import fields_of
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Category, Translation
from helpwell.people.models import Team


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. A grave one would leave a customer standing: it has to be mended first."""

    step: int  # its number, from 1
    words: str
    is_grave: bool


@dataclass(frozen=True)
class There:
    """What steps may name, as it is now."""

    languages: tuple[str, ...]
    fields: frozenset[str]  # keys
    articles: frozenset[str]  # public ids
    marks: frozenset[str]  # teams and topics, as "team:7" and "topic:lenses"


def check(flow: Flow) -> list[Finding]:
    """What is wrong with its draft, in the order of the steps."""
    return findings(flow.draft_steps, _there(flow))


def findings(steps: tuple[FlowStep, ...], there: There) -> list[Finding]:
    """What is wrong with these steps."""
    reached = _reached(steps)
    found: list[Finding] = []
    for here, step in enumerate(steps):
        found += [Finding(here + 1, words, True) for words in _faults(step, there)]
        weak = [*_untranslated(step, there), *_helpless(steps, here)]
        if here not in reached:
            weak.append(_("Nobody comes here: no step leads to it."))
        found += [Finding(here + 1, words, False) for words in weak]
    return found


def _faults(step: FlowStep, there: There) -> Iterator[str]:
    """What this step lacks to do what it is for."""
    needed: dict[FlowStep.Kind, tuple[bool, Callable[[], str]]] = {
        FlowStep.Kind.SAY: (bool(step.texts), lambda: _("It says nothing. Write a text, or remove the step.")),
        FlowStep.Kind.CHOICE: (
            len(step.options) > 0,
            lambda: _("There is nothing to choose. Name at least one choice."),
        ),
        FlowStep.Kind.ASK: (step.subject in there.fields, lambda: _("It asks for no field. Choose one the chat has.")),
        FlowStep.Kind.ANSWER: (
            step.subject in there.articles,
            lambda: _("Its article is not public, or none is chosen."),
        ),
        FlowStep.Kind.CONDITION: (bool(step.value), lambda: _("It compares with nothing. Say what it is to be.")),
        FlowStep.Kind.ACTION: (_is_there(step, there), lambda: _("Choose the tag, the team or the topic it sets.")),
    }
    is_whole, words = needed.get(FlowStep.Kind(step.kind), (True, str))
    if not is_whole:
        yield words()


def _is_there(step: FlowStep, there: There) -> bool:
    """Whether what an action sets exists; a tag is made when it is put on."""
    return bool(step.value) if step.subject == Does.TAG else f"{step.subject}:{step.value}" in there.marks


def _untranslated(step: FlowStep, there: There) -> Iterator[str]:
    said = [step.texts, *(option.labels for option in step.options)]
    for code in there.languages:
        if any(texts and code not in texts for texts in said):
            yield _("Not everything is said in this language: %(language)s") % {"language": language_name(code)}


def _helpless(steps: tuple[FlowStep, ...], here: int) -> Iterator[str]:
    """Whom an answer does not help must come to something else (G14)."""
    step = steps[here]
    if step.kind == FlowStep.Kind.ANSWER and place_after(steps, here, step.to) >= len(steps):
        yield _("Whom it does not help stands at the end here. Lead to a step that hands over to a person.")


def _reached(steps: tuple[FlowStep, ...]) -> set[int]:
    """The places somebody may come to; steps lead forward only, so one look at each is enough."""
    reached = {0}
    for here in range(len(steps)):
        if here in reached:
            reached |= set(_leads_to(steps, here))
    return reached


def _leads_to(steps: tuple[FlowStep, ...], here: int) -> Iterator[int]:
    step = steps[here]
    if step.kind == FlowStep.Kind.CHOICE:
        yield from (place_after(steps, here, option.to) for option in step.options)
    elif step.kind != FlowStep.Kind.HANDOVER:
        yield place_after(steps, here, step.to)
    if step.kind == FlowStep.Kind.CONDITION:
        yield here + 1


def _there(flow: Flow) -> There:
    named = {step.subject for step in flow.draft_steps if step.kind == FlowStep.Kind.ANSWER}
    public = Translation.objects.readable(PUBLIC).filter(article__public_id__in=named)
    teams = {f"team:{pk}" for pk in Team.objects.values_list("pk", flat=True)}
    topics = {f"topic:{key}" for key in Category.objects.values_list("public_id", flat=True)}
    return There(
        languages=tuple(Site.current().languages),
        fields=frozenset(one.key for one in fields_of(flow.inbox)),
        articles=frozenset(public.values_list("article__public_id", flat=True)),
        marks=frozenset(teams | topics),
    )
