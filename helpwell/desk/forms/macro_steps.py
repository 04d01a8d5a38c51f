"""The steps of a macro as rows of a form, carried out in the order in which they stand there."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helpwell.automation.models.macro import MacroStep
from helpwell.base.models import Site
from helpwell.conversations.models import Conversation
from helpwell.conversations.sleeping import moments
from helpwell.desk.forms.choices import Choices, article_choices, colleague_choices, team_choices, topic_choices
from helpwell.desk.forms.plain_text import PlainText
from helpwell.knowledge.access import STAFF
from helpwell.knowledge.models import Article, Translation

MOST_STEPS = 20
ALWAYS = ("two_hours", "tomorrow", "monday", "week")  # moments that lie ahead at any hour
DEEDS = {
    MacroStep.Kind.RESPOND: _("Insert a canned response"),
    MacroStep.Kind.TAG: _("Put tags on"),
    MacroStep.Kind.TOPIC: _("Set the topic"),
    MacroStep.Kind.PRIORITY: _("Set the priority"),
    MacroStep.Kind.TEAM: _("Give it to the team"),
    MacroStep.Kind.ASSIGN: _("Assign it"),
    MacroStep.Kind.SNOOZE: _("Let it sleep"),
    MacroStep.Kind.RESOLVE: _("Resolve it"),
}


class MacroStepForm(forms.Form):
    """One row: what it does stands fixed, what with is chosen."""

    def __init__(self, step: MacroStep, choices: dict[str, Choices], *, is_given: bool = False) -> None:
        super().__init__({"value": step.value} if is_given else None, auto_id=False, initial={"value": step.value})
        self.kind = MacroStep.Kind(step.kind)
        self.fields["value"] = _field_of(self.kind, choices)

    @property
    def deed(self) -> str:
        """What it does, as the row is headed."""
        return str(DEEDS[self.kind])

    def clean_value(self) -> str:
        """The tags, if that is what they are, as short as tags may be and each once."""
        value: str = self.cleaned_data["value"]
        if self.kind == MacroStep.Kind.TAG and not (names := _tags_in(value)):
            raise ValidationError(_("Write at least one tag."))
        return ",".join(names) if self.kind == MacroStep.Kind.TAG else value

    def steps(self) -> Iterator[MacroStep]:
        """One, or one for each tag."""
        value: str = self.cleaned_data["value"]
        values = value.split(",") if self.kind == MacroStep.Kind.TAG else [value]
        yield from (MacroStep(self.kind, one) for one in values)


class MacroStepForms:
    """All rows: those of the macro, or those that were sent."""

    def __init__(self, data: QueryDict | None, steps: Iterable[MacroStep]) -> None:
        self._choices = _choices()
        shown = list(steps) if data is None else list(_sent(data))
        self.rows = [MacroStepForm(step, self._choices, is_given=data is not None) for step in shown]

    @property
    def empty(self) -> list[MacroStepForm]:
        """A row of each kind, to be added."""
        return [MacroStepForm(MacroStep(kind), self._choices) for kind in DEEDS]

    def is_valid(self) -> bool:
        """Every row; what is wrong is said where it stands."""
        wrong = [row for row in self.rows if not row.is_valid()]
        return not wrong

    def steps(self) -> list[MacroStep]:
        """In the order in which they are carried out."""
        return [step for row in self.rows for step in row.steps()]


def _sent(data: QueryDict) -> Iterator[MacroStep]:
    """A kind nobody knows is left out."""
    pairs = zip_longest(data.getlist("kind"), data.getlist("value"), fillvalue="")
    known = [MacroStep(kind, value) for kind, value in pairs if kind in MacroStep.Kind.values]
    yield from known[:MOST_STEPS]


def _tags_in(value: str) -> list[str]:
    names = [" ".join(name.split())[:40] for name in value.split(",")]
    return list(dict.fromkeys(name for name in names if name))


def _field_of(kind: MacroStep.Kind, choices: dict[str, Choices]) -> forms.Field:
    if kind == MacroStep.Kind.RESOLVE:
        return forms.CharField(required=False, widget=forms.HiddenInput)
    if kind == MacroStep.Kind.TAG:
        return PlainText(max_length=300)
    return forms.ChoiceField(choices=[("", _("Please choose")), *choices[kind]])


def _choices() -> dict[str, Choices]:
    language = get_language() or ""
    canned = Translation.objects.readable(STAFF).filter(article__kind=Article.Kind.CANNED)
    return {
        MacroStep.Kind.RESPOND: article_choices(canned, [language, *Site.current().languages]),
        MacroStep.Kind.TOPIC: topic_choices(language),
        MacroStep.Kind.PRIORITY: [(value, str(label)) for value, label in Conversation.Priority.choices],
        MacroStep.Kind.TEAM: team_choices(),
        MacroStep.Kind.ASSIGN: [("me", str(_("to whoever runs it"))), *colleague_choices()],
        MacroStep.Kind.SNOOZE: [(one.name, str(one.label)) for one in moments() if one.name in ALWAYS],
    }
