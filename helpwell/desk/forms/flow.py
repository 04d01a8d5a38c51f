"""A flow as it is written: whom it is for, and all its steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helpwell.automation.flow_steps import MOST_STEPS, FlowStep
from helpwell.automation.models import Flow
from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.conversations.models import Inbox
from helpwell.desk.forms.flow_step import FlowStepForm
from helpwell.desk.forms.patterns import Patterns
from helpwell.desk.forms.plain_text import PlainText
from helpwell.people.models import User


class NewFlowForm(forms.Form):
    """A flow for a chat."""

    name = PlainText(label=_("Name"), max_length=60, help_text=_("Only you see it."))
    inbox = forms.ModelChoiceField(label=_("Chat"), queryset=Inbox.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chats = Inbox.objects.filter(channel=Inbox.Channel.CHAT)
        self.fields["inbox"].queryset = chats  # type: ignore[attr-defined]
        self.has_chats = chats.exists()


class FlowForm(forms.Form):
    """Whom it is for, and what she presses to begin it."""

    name = PlainText(label=_("Name"), max_length=60, help_text=_("Only you see it."))
    audience = forms.ChoiceField(label=_("Offered to"), choices=Flow.Audience.choices, required=False)
    begins_itself = forms.BooleanField(
        label=_("Begins by itself"),
        required=False,
        help_text=_(
            "With her first words, unless the assistant is sure of the answer. "
            "Else she begins it by pressing its title."
        ),
    )
    pages = Patterns(
        label=_("Only on these pages"),
        help_text=_("One address a line; * stands for anything, such as /frames*. Empty: on every page."),
    )

    def __init__(self, *args: Any, flow: Flow, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": flow.name, "audience": flow.audience, "pages": "\n".join(flow.pages)}
        kwargs["initial"]["begins_itself"] = flow.begins_itself
        super().__init__(*args, **kwargs)
        for code in Site.current().languages:
            self.fields[f"title_{code}"] = PlainText(label=language_name(code), max_length=60, required=False)
            self.initial[f"title_{code}"] = flow.titles.get(code, "")

    @property
    def titles(self) -> list[forms.BoundField]:
        """What she presses, language by language."""
        return [self[f"title_{code}"] for code in Site.current().languages]

    @property
    def values(self) -> dict[str, Any]:
        """For the row."""
        given = {code: self.cleaned_data[f"title_{code}"] for code in Site.current().languages}
        titles = {code: title for code, title in given.items() if title}
        plain = ("name", "audience", "pages", "begins_itself")
        return {**{name: self.cleaned_data[name] for name in plain}, "titles": titles}


class FlowPage:
    """The whole form: settings, every step of the draft, and the kind of one more."""

    def __init__(self, data: Any, *, flow: Flow, language: str) -> None:
        self.flow, self.data = flow, data
        self.settings = FlowForm(data, flow=flow)
        steps = flow.draft_steps
        counts = flow.counts().left_at
        shared: dict[str, Any] = {"steps": steps, "inbox": flow.inbox, "language": language}
        self.steps = [
            FlowStepForm(data, number=number, left_count=counts.get(step.key, 0), **shared)
            for number, step in enumerate(steps, 1)
        ]

    def is_valid(self) -> bool:
        """Every part; what is wrong is said where it stands."""
        return all([self.settings.is_valid(), *(form.is_valid() for form in self.steps)])

    def save(self, by: User) -> None:
        """Keep it as the draft."""
        ordered = sorted(self.steps, key=lambda form: (form.cleaned_data["position"], form.number))
        steps = [step for form in ordered if (step := form.as_step())]
        kind = self.data.get("more", "")
        if kind in FlowStep.Kind.values and len(steps) < MOST_STEPS:
            steps.append(FlowStep(key=_free_key(steps), kind=kind))
        self.flow.change(by, **self.settings.values, draft=[step.as_json() for step in steps])


def _free_key(steps: list[FlowStep]) -> str:
    taken = {step.key for step in steps}
    return next(key for number in range(1, 10 * MOST_STEPS) if (key := f"s{number}") not in taken)
