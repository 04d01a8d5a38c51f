"""One step of a flow as it is written."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpwell.automation.flow_steps import END, MOST_STEPS, Does, FlowStep, in_language
from helpwell.base.models import Site
from helpwell.conversations.models import Inbox
from helpwell.desk.forms.choices import Choices
from helpwell.desk.forms.flow_options import MOST_OPTIONS, given_options, label_names, target_name
from helpwell.desk.forms.flow_step_fields import step_fields


class FlowStepForm(forms.Form):
    """Which parts it has is a matter of its kind."""

    use_required_attribute = False  # a browser cannot point at a field in a step that is folded up

    position = forms.IntegerField(label=gettext_lazy("Place"), min_value=1, max_value=MOST_STEPS)
    is_gone = forms.BooleanField(label=gettext_lazy("Remove"), required=False)

    def __init__(
        self, data: Any, *, steps: tuple[FlowStep, ...], number: int, inbox: Inbox, language: str, left_count: int
    ) -> None:
        self.step, self.number, self.language = steps[number - 1], number, language
        self.left_count = left_count  # of those who walked it and went away here
        super().__init__(data, prefix=self.step.key, initial={"position": number})
        self.fields.update(step_fields(self.step, inbox, language, _targets(steps, number)))

    @property
    def kind_in_words(self) -> str:
        """What it does."""
        return str(FlowStep.Kind(self.step.kind).label)

    @property
    def gist(self) -> str:
        """What it is about, in short; "" while nothing was written."""
        subject, value = self.step.subject, self.step.value
        named = self._label_in("chosen", f"{subject}:{value}") or value
        labels = " / ".join(filter(None, (in_language(one.labels, self.language) for one in self.step.options)))
        said = [self._label_in("subject", subject), named, in_language(self.step.texts, self.language), labels]
        return " · ".join(filter(None, said)) if subject or any(said[1:]) else ""

    @property
    def texts(self) -> list[forms.BoundField]:
        """What is said, language by language."""
        return [self[name] for name in self.fields if name.startswith("text_")]

    @property
    def options(self) -> list[dict[str, Any]]:
        """Its choices and room for one more: labels by language, and where each leads."""
        return self._options()[: len(self.step.options) + 1]

    @property
    def more_options(self) -> list[dict[str, Any]]:
        """Room for what else there may be to choose."""
        return self._options()[len(self.step.options) + 1 :]

    @property
    def parts(self) -> list[forms.BoundField]:
        """What its kind needs besides."""
        return [self[name] for name in ("subject", "value", "to") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """A team or topic that was chosen is what the action is about."""
        given = super().clean() or self.cleaned_data
        kind, _colon, value = given.get("chosen", "").partition(":")
        if self.step.kind == FlowStep.Kind.ACTION and given.get("subject") != Does.TAG:
            given["value"] = value if kind == given.get("subject") else ""
        return given

    def as_step(self) -> FlowStep | None:
        """What was given; None when it goes."""
        given = self.cleaned_data
        if given["is_gone"]:
            return None
        texts = {code: text for code in Site.current().languages if (text := given.get(f"text_{code}", ""))}
        plain = {name: given.get(name, "") for name in ("subject", "value", "to")}
        return replace(self.step, texts=texts, options=given_options(given), **plain)

    def _label_in(self, name: str, value: str) -> str:
        """What a choice is called; "" where there is none such."""
        choices = getattr(self.fields.get(name), "choices", [])
        return next((str(label) for known, label in choices if known and known == value), "")

    def _options(self) -> list[dict[str, Any]]:
        rows = range(MOST_OPTIONS) if self.step.kind == FlowStep.Kind.CHOICE else ()
        return [{"number": row + 1, "labels": self._labels_of(row), "to": self[target_name(row)]} for row in rows]

    def _labels_of(self, row: int) -> list[forms.BoundField]:
        return [self[name] for name in label_names(row).values()]


def _targets(steps: tuple[FlowStep, ...], number: int) -> Choices:
    """Where the step of this number may lead: never back."""
    later = [(one.key, f"{place}. {FlowStep.Kind(one.kind).label}") for place, one in enumerate(steps, 1)][number:]
    return [("", _("the next step")), *later, (END, _("the end"))]
