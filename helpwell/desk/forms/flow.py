"""A flow as it is written: whom it is for, and its steps, each with what its kind needs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpwell.automation.models import Flow
from helpwell.automation.steps import END, MOST_STEPS, Does, Kind, Looks, Option, Step
from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.conversations.fields import fields_of
from helpwell.conversations.models import Inbox
from helpwell.desk.forms.inbox import topic_choices
from helpwell.desk.forms.plain_text import PlainText
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Translation
from helpwell.people.models import Team, User

MOST_OPTIONS = 5
LONGEST = 600  # letters a step says
Choices = list[tuple[str, str]]


class Patterns(PlainText):
    """Addresses of pages, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=2000, widget=forms.Textarea({"rows": 2}), **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Each once."""
        lines = (line.strip() for line in super().clean(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))[:20]


class NewFlowForm(forms.Form):
    """A flow for a chat."""

    name = PlainText(label=gettext_lazy("Name"), max_length=60, help_text=gettext_lazy("Only you see it."))
    inbox = forms.ModelChoiceField(label=gettext_lazy("Chat"), queryset=Inbox.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chats = Inbox.objects.filter(channel=Inbox.Channel.CHAT)
        self.fields["inbox"].queryset = chats  # type: ignore[attr-defined]


class FlowForm(forms.Form):
    """Whom it is for, and what she presses to begin it."""

    name = PlainText(label=gettext_lazy("Name"), max_length=60, help_text=gettext_lazy("Only you see it."))
    audience = forms.ChoiceField(label=gettext_lazy("Offered to"), choices=Flow.Audience.choices, required=False)
    begins_itself = forms.BooleanField(
        label=gettext_lazy("Begins by itself"),
        required=False,
        help_text=gettext_lazy(
            "With her first words, unless the assistant is sure of the answer. "
            "Else she begins it by pressing its title."
        ),
    )
    pages = Patterns(
        label=gettext_lazy("Only on these pages"),
        help_text=gettext_lazy("One address a line; * stands for anything, such as /frames*. Empty: on every page."),
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


class StepForm(forms.Form):
    """One step. Which parts it has is a matter of its kind."""

    use_required_attribute = False  # a browser cannot point at a field in a step that is folded up

    position = forms.IntegerField(label=gettext_lazy("Place"), min_value=1, max_value=MOST_STEPS)
    is_gone = forms.BooleanField(label=gettext_lazy("Remove"), required=False)

    def __init__(
        self, data: Any, *, step: Step, number: int, steps: tuple[Step, ...], inbox: Inbox, language: str
    ) -> None:
        super().__init__(data, prefix=step.key)
        self.step, self.number, self.language = step, number, language
        self.initial = {"position": number}
        self._later = [(one.key, f"{place}. {Kind(one.kind).label}") for place, one in enumerate(steps, 1)][number:]
        if step.kind not in (Kind.CONDITION, Kind.ACTION):
            self._add_texts()
        ADDED[Kind(step.kind)](self, inbox, language)
        if step.kind not in (Kind.CHOICE, Kind.HANDOVER):
            label = _("If so, leads to") if step.kind == Kind.CONDITION else _("Leads to")
            self._choose("to", label, self._targets, step.to)

    @property
    def kind_in_words(self) -> str:
        """What it does."""
        return str(Kind(self.step.kind).label)

    @property
    def gist(self) -> str:
        """What it is about, in short; "" while nothing was written."""
        subject, value = self.step.subject, self.step.value
        named = self._label_in("chosen", f"{subject}:{value}") or value
        labels = " / ".join(filter(None, (self._in_language(one.labels) for one in self.step.options)))
        said = [self._label_in("subject", subject), named, self._in_language(self.step.texts), labels]
        return " · ".join(filter(None, said)) if subject or any(said[1:]) else ""

    def _label_in(self, name: str, value: str) -> str:
        """What a choice is called; "" where there is none such."""
        choices = getattr(self.fields.get(name), "choices", [])
        return next((str(label) for known, label in choices if known and known == value), "")

    def _in_language(self, words: Mapping[str, str]) -> str:
        return words.get(self.language) or next(iter(words.values()), "")

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

    def _options(self) -> list[dict[str, Any]]:
        rows = range(MOST_OPTIONS) if self.step.kind == Kind.CHOICE else ()
        return [{"number": row + 1, "labels": self._labels_of(row), "to": self[f"option_{row}_to"]} for row in rows]

    def _labels_of(self, row: int) -> list[forms.BoundField]:
        return [self[f"option_{row}_{code}"] for code in Site.current().languages]

    @property
    def parts(self) -> list[forms.BoundField]:
        """What its kind needs besides."""
        return [self[name] for name in ("subject", "value", "to") if name in self.fields]

    def as_step(self) -> Step | None:
        """What was given; None when it goes."""
        given, codes = self.cleaned_data, Site.current().languages
        if given["is_gone"]:
            return None
        texts = {code: text for code in codes if (text := given.get(f"text_{code}", ""))}
        options = tuple(self._option(row) for row in range(MOST_OPTIONS)) if self.step.kind == Kind.CHOICE else ()
        plain = {name: given.get(name, "") for name in ("subject", "value", "to")}
        return replace(self.step, texts=texts, options=tuple(one for one in options if one.labels), **plain)

    def _option(self, row: int) -> Option:
        given = self.cleaned_data
        labels = {code: given.get(f"option_{row}_{code}", "") for code in Site.current().languages}
        return Option({code: label for code, label in labels.items() if label}, given.get(f"option_{row}_to", ""))

    @property
    def _targets(self) -> Choices:
        return [("", _("the next step")), *self._later, (END, _("the end"))]

    def _add_texts(self) -> None:
        for code in Site.current().languages:
            area = forms.Textarea({"rows": 2, "lang": code})
            self.fields[f"text_{code}"] = PlainText(
                label=language_name(code), max_length=LONGEST, required=False, widget=area
            )
            self.initial[f"text_{code}"] = self.step.texts.get(code, "")

    def _choose(self, name: str, label: str, choices: Choices, initial: str) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.initial[name] = initial

    def _add_nothing(self, inbox: Inbox, language: str) -> None:
        """Its words are all."""

    def _add_options(self, inbox: Inbox, language: str) -> None:
        for row in range(MOST_OPTIONS):
            known = self.step.options[row] if row < len(self.step.options) else Option({})
            for code in Site.current().languages:
                name = f"option_{row}_{code}"
                self.fields[name] = PlainText(label=language_name(code), max_length=80, required=False)
                self.initial[name] = known.labels.get(code, "")
            self._choose(f"option_{row}_to", _("leads to"), self._targets, known.to)

    def _add_field(self, inbox: Inbox, language: str) -> None:
        fields = [(one.key, one.label_in(language)) for one in fields_of(inbox)]
        self._choose("subject", _("Field"), [("", "–"), *fields], self.step.subject)

    def _add_article(self, inbox: Inbox, language: str) -> None:
        titles = Translation.objects.readable(PUBLIC).for_reading().order_by("live__title")
        rows = {one.article.public_id: one.live.title for one in titles if one.live and one.language == language}
        rows = {one.article.public_id: one.live.title for one in titles if one.live} | rows
        self._choose("subject", _("Article"), [("", "–"), *rows.items()], self.step.subject)

    def _add_condition(self, inbox: Inbox, language: str) -> None:
        self._choose("subject", _("Looks at"), [(one.value, str(one.label)) for one in Looks], self.step.subject)
        self.fields["value"] = PlainText(label=_("Is it"), max_length=120, required=False, help_text=CONDITION_HINT)
        self.initial["value"] = self.step.value

    def _add_action(self, inbox: Inbox, language: str) -> None:
        teams = [(f"team:{team.pk}", team.name) for team in Team.objects.all()]
        topics = [(f"topic:{key}", name) for key, name in topic_choices(language)]
        named = {Does.TEAM: teams, Does.TOPIC: topics}
        self._choose("subject", _("Does"), [(one.value, str(one.label)) for one in Does], self.step.subject)
        self.fields["value"] = PlainText(label=_("Tag"), max_length=40, required=False)
        chosen = f"{self.step.subject}:{self.step.value}"
        self._choose("chosen", _("Team or topic"), [("", "–"), *named[Does.TEAM], *named[Does.TOPIC]], chosen)
        self.initial["value"] = self.step.value if self.step.subject == Does.TAG else ""

    def clean(self) -> dict[str, Any]:
        """A team or topic that was chosen is what the action is about."""
        given = super().clean() or self.cleaned_data
        kind, _colon, value = given.get("chosen", "").partition(":")
        if self.step.kind == Kind.ACTION and given.get("subject") != Does.TAG:
            given["value"] = value if kind == given.get("subject") else ""
        return given


CONDITION_HINT = gettext_lazy(
    "A page: /frames*. A language: de. Who she is: new, returning or known. Somebody there: open or closed. "
    "What she told: field or field=value."
)
ADDED = {
    Kind.SAY: StepForm._add_nothing,
    Kind.HANDOVER: StepForm._add_nothing,
    Kind.CHOICE: StepForm._add_options,
    Kind.ASK: StepForm._add_field,
    Kind.ANSWER: StepForm._add_article,
    Kind.CONDITION: StepForm._add_condition,
    Kind.ACTION: StepForm._add_action,
}


class FlowPage:
    """The whole form: settings, every step of the draft, and the kind of one more."""

    def __init__(self, data: Any, *, flow: Flow, language: str) -> None:
        self.flow, self.data = flow, data
        self.settings = FlowForm(data, flow=flow)
        steps = flow.draft_steps
        counts = flow.counts().left_at
        self.steps = [
            StepForm(data, step=step, number=number, steps=steps, inbox=flow.inbox, language=language)
            for number, step in enumerate(steps, 1)
        ]
        for form in self.steps:
            form.left_count = counts.get(form.step.key, 0)  # type: ignore[attr-defined]

    def is_valid(self) -> bool:
        """Every part; what is wrong is said where it stands."""
        return all([self.settings.is_valid(), *(form.is_valid() for form in self.steps)])

    def save(self, by: User) -> None:
        """Keep it as the draft."""
        ordered = sorted(self.steps, key=lambda form: (form.cleaned_data["position"], form.number))
        steps = [step for form in ordered if (step := form.as_step())]
        kind = self.data.get("more", "")
        if kind in Kind.values and len(steps) < MOST_STEPS:
            steps.append(Step(key=_free_key(steps), kind=kind))
        self.flow.change(by, **self.settings.values, draft=[step.as_json() for step in steps])


def _free_key(steps: list[Step]) -> str:
    taken = {step.key for step in steps}
    return next(key for number in range(1, 10 * MOST_STEPS) if (key := f"s{number}") not in taken)
