"""A walk through the draft of a flow as a customer would take it. Nothing is stored: it is walked anew each time."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from helpwell.automation.flow_steps import Does, FlowStep, in_language
from helpwell.automation.models import Flow
from helpwell.automation.walking import Around, End, Walk, begin, go_on
from helpwell.bot.collecting import FITS, Word, hear
from helpwell.bot.flow import reply_of
from helpwell.conversations.fields import Field, fields_of
from helpwell.conversations.models import Message
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Translation


@dataclass(frozen=True)
class Line:
    """Something said or done."""

    by: str  # assistant, customer, event
    text: str


@dataclass
class Preview:
    """How far the walk has come."""

    lines: list[Line] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)  # what she may press now
    takes_words: bool = False  # whether she may write


def walk_draft(flow: Flow, around: Around, replies: Iterable[str]) -> Preview:
    """The draft, walked with these replies: "=words", or the value of a choice."""
    walker = _Walker(flow, around)
    for reply in replies:
        walker.goes_on(reply)
    return walker.preview


class _Walker:
    def __init__(self, flow: Flow, around: Around) -> None:
        self.steps, self.around, self.preview = flow.draft_steps, around, Preview()
        self.fields = {one.key: one for one in fields_of(flow.inbox)}
        self.told, self.tries = dict(around.told), 1
        self.walk = begin(self.steps, self._around())
        self._tell()

    def goes_on(self, reply: str) -> None:
        """She presses or writes something; once it has ended, nothing."""
        step = self._here
        if step is None:
            return
        is_written = reply.startswith("=")
        choice, text = "" if is_written else reply, reply[1:] if is_written else self._label_of(reply)
        self.preview.lines.append(Line("customer", text))
        if choice == "person":
            self.walk = Walk(end=End.HANDED_OVER)
        else:
            self._answer(step, Message(text=text, choice=choice, language=self.around.language))
        self._tell()

    def _answer(self, step: FlowStep, message: Message) -> None:
        asked = self.fields.get(step.subject) if step.kind == FlowStep.Kind.ASK else None
        word = hear(asked, message, self.around.language) if asked else Word()
        if asked and word.kind == FITS:
            self.told[asked.key] = word.value
        if word.why:
            self.preview.lines.append(Line("assistant", word.why))
        tries, self.tries = self.tries, 2 if word.why else 1
        self.walk = go_on(self.steps, step.key, reply_of(step, message, word), self._around(), tries)

    @property
    def _here(self) -> FlowStep | None:
        return next((step for step in self.steps if step.key == self.walk.at), None)

    def _around(self) -> Around:
        gone = {
            step.subject: ""
            for step in self.steps
            if step.kind == FlowStep.Kind.ASK and step.subject not in self.fields
        }
        told = gone | self.told
        return Around(self.around.page, self.around.language, self.around.audience, self.around.is_open, told)

    def _tell(self) -> None:
        lines, language = self.preview.lines, self.around.language
        for step in self.walk.says:
            text = in_language(step.texts, language)
            lines += [Line("assistant", one) for one in (text, self._besides(step, text)) if one]
        lines += [Line("event", _does(step)) for step in self.walk.does]
        if self.walk.end:
            lines.append(Line("event", ENDS[End(self.walk.end)]()))
        here, person = self._here, ("person", _("Write to a person"))
        self.preview.choices = [*_choices(here, self.fields, language), person] if here else []
        self.preview.takes_words = here is not None

    def _label_of(self, choice: str) -> str:
        return dict(self.preview.choices).get(choice, choice)

    def _besides(self, step: FlowStep, text: str) -> str:
        """What a step shows beside its own words."""
        if step.kind == FlowStep.Kind.ASK and not text and step.subject in self.fields:
            return self.fields[step.subject].label_in(self.around.language)
        if step.kind != FlowStep.Kind.ANSWER:
            return ""
        found = Translation.objects.readable(PUBLIC).filter(article__public_id=step.subject).for_reading().first()
        return _("Article: %(title)s") % {"title": found.live.title if found and found.live else _("none")}


ENDS = {
    End.DONE: lambda: _("The flow ends here."),
    End.HANDED_OVER: lambda: _("A person has it from here on."),
    End.LEFT: lambda: _("She leaves the flow; her words are answered as any others."),
}


def _choices(step: FlowStep, fields: dict[str, Field], language: str) -> list[tuple[str, str]]:
    if step.kind == FlowStep.Kind.CHOICE:
        return [(f"way:{place}", in_language(one.labels, language)) for place, one in enumerate(step.options)]
    if step.kind == FlowStep.Kind.ANSWER:
        return [("yes", _("Yes")), ("no", _("No"))]
    asked = fields.get(step.subject)
    offered = [(f"field:{one}", one) for one in asked.choices_in(language)] if asked else []
    return offered if asked and asked.is_required else [*offered, ("skip", _("Skip"))]


def _does(step: FlowStep) -> str:
    return f"{Does(step.subject).label}: {step.value}" if step.subject in Does.values else ""
