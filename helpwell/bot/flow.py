"""Where a customer stands in a flow, what her words do there, and what that changes in rows. The way is `walking`'s."""

from dataclasses import dataclass

from helpwell.automation.audience import audience_of
from helpwell.automation.flow_steps import Does, FlowStep
from helpwell.automation.models import Flow, Run
from helpwell.automation.walking import Around, End, Reply, Walk, begin, go_on
from helpwell.bot.collecting import Word
from helpwell.bot.listening import listen
from helpwell.conversations.expected_wait import expected_wait
from helpwell.conversations.fields import fields_of
from helpwell.conversations.known_before import known_before
from helpwell.conversations.models import Conversation, Message
from helpwell.knowledge.models import Category
from helpwell.people.models import Team

HELPED = {"yes": True, "no": False, "agrees": True, "refuses": False}


@dataclass(frozen=True)
class Stand:
    """A customer in a flow: where her words lead."""

    flow: Flow
    run: Run | None  # None: she begins now
    walk: Walk
    is_proposed: bool = False  # it would begin by itself: nothing has begun unless the policy says so

    @property
    def word(self) -> str:
        """How it goes on, for the policy: "goes_on", or an `End`."""
        return self.walk.end or "goes_on"

    @property
    def articles(self) -> tuple[str, ...]:
        """What it gives as an answer now."""
        return tuple(step.subject for step in self.walk.says if step.kind == FlowStep.Kind.ANSWER)


def beginning(conversation: Conversation, message: Message) -> Stand | None:
    """She has pressed the title of a flow; None when it is not offered any more."""
    key = message.choice.removeprefix("flow:")
    flow = Flow.objects.walkable(conversation.inbox).filter(pk=int(key)).first() if key.isdecimal() else None
    return Stand(flow, None, begin(flow.steps, _around(conversation, message, flow.steps))) if flow else None


def opening(conversation: Conversation, message: Message) -> Stand | None:
    """The flow that begins by itself with her first words here, for this page and for her; None for none."""
    for flow in Flow.objects.opening(conversation.inbox):
        around = _around(conversation, message, flow.steps)
        if flow.is_for(around):
            return Stand(flow, None, begin(flow.steps, around), is_proposed=True)
    return None


def going_on(conversation: Conversation, message: Message, run: Run, word: Word, key: str, tries: int) -> Stand:
    """She says something at the step where she stands; `key` is the field that was asked for, "" for none."""
    steps = run.flow.steps
    here = next((step for step in steps if step.key == run.step), None)
    told = {key: word.value} if word.value else {}
    around = _around(conversation, message, steps, told)
    return Stand(run.flow, run, go_on(steps, run.step, reply_of(here, message, word), around, tries))


def reply_of(step: FlowStep | None, message: Message, word: Word) -> Reply:
    """What her message says to the step that waited for it."""
    return Reply(_option(step, message), word.kind, _helped(message))


def _around(
    conversation: Conversation, message: Message, steps: tuple[FlowStep, ...], told: dict[str, str] | None = None
) -> Around:
    """What the conditions may look at; `told` comes with these very words. A field that is gone is not asked for."""
    keys = {label: one.key for one in fields_of(conversation.inbox) for label in one.labels.values()}
    gone = {step.subject: "" for step in steps if step.kind == FlowStep.Kind.ASK and step.subject not in keys.values()}
    before = [*known_before(conversation), *conversation.told()]
    known = gone | {keys[label]: answer for label, answer in before if label in keys}
    return Around(
        page=message.page,
        language=message.language or conversation.language,
        audience=audience_of(conversation.contact, conversation),
        is_open=expected_wait(conversation.inbox).is_open,
        told={**known, **(told or {})},
    )


def keep(stand: Stand, conversation: Conversation, *, follows: bool) -> Run:
    """Write down where she stands and do what the steps say; `follows` is false when something else came first."""
    run = stand.run or stand.flow.begin(conversation)
    if not follows:
        run.end(Run.State.LEFT if conversation.status == Conversation.Status.WITH_BOT else Run.State.HANDED_OVER)
        return run
    for step in stand.walk.does:
        _do(step, conversation)
    if stand.walk.at:
        run.move(stand.walk.at)
    else:
        run.end(stand.walk.end)
    return run


def _do(step: FlowStep, conversation: Conversation) -> None:
    """What is gone by now is passed over."""
    if step.subject == Does.TAG and step.value:
        conversation.tag(step.value, by=None)
    if step.subject == Does.TEAM and (team := Team.objects.filter(pk=int(step.value or 0)).first()):
        conversation.assign(None, by=None, team=team, why="flow")
    if step.subject == Does.TOPIC and (topic := Category.objects.filter(public_id=step.value).first()):
        conversation.set_topic(topic, by=None)


def _option(step: FlowStep | None, message: Message) -> int:
    """Which choice she pressed or named; -1 none."""
    kind, _, number = message.choice.partition(":")
    if kind == "way" and number.isdecimal():
        return int(number)
    named = message.text.strip().casefold()
    options = step.options if step else ()
    labels = [{label.casefold() for label in option.labels.values()} for option in options]
    return next((place for place, names in enumerate(labels) if named in names), -1)


def _helped(message: Message) -> bool | None:
    return HELPED.get(message.choice or listen(message.text).small_talk)


def is_left(stand: Stand | None) -> bool:
    """Whether her words are nothing to a flow: she is in none yet, or has just left it."""
    return stand is None or stand.is_proposed or stand.walk.end == End.LEFT
