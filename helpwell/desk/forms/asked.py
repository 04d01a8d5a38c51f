"""What an inbox asks of its customers besides their message: topics and fields."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.channels.contact_form.options import FormOptions
from helpwell.conversations.fields import Field, Kind
from helpwell.conversations.models import Inbox
from helpwell.desk.forms.choices import topic_choices
from helpwell.desk.forms.plain_text import PlainText
from helpwell.people.models import User

MOST_FIELDS = 10
MOST_CHOICES = 8


class Choices(PlainText):
    """What may be chosen, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=800, widget=forms.Textarea({"rows": 3}), **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Each once, and not more than fit below a message."""
        lines = [" ".join(line.split())[:80] for line in super().clean(value).splitlines()]
        return list(dict.fromkeys(line for line in lines if line))[:MOST_CHOICES]


class TopicsForm(forms.Form):
    """The topics a customer may choose from."""

    topics = forms.MultipleChoiceField(label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, options: FormOptions, language: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"topics": options.topics}
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = topic_choices(language)  # type: ignore[attr-defined]


class FieldForm(forms.Form):
    """One more thing to ask: its label in each language, for which topics, whether it must be filled in."""

    key = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=40)
    topics = forms.MultipleChoiceField(label=_("Only for"), required=False, widget=forms.CheckboxSelectMultiple)
    is_required = forms.BooleanField(label=_("Must be filled in"), required=False)
    kind = forms.ChoiceField(label=_("What fits"), choices=Kind.choices, required=False)
    is_lasting = forms.BooleanField(
        label=_("Stays the same for a customer"),
        required=False,
        help_text=_("Such as a plan, unlike an order number: a customer whose address is proven is asked once."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = topic_choices(language)  # type: ignore[attr-defined]
        for code in Site.current().languages:
            self.fields[f"label_{code}"] = PlainText(label=language_name(code), max_length=80, required=False)
            self.fields[f"choices_{code}"] = Choices(label=language_name(code))

    @property
    def labels(self) -> list[forms.BoundField]:
        """Its label, language by language."""
        return [self[f"label_{code}"] for code in Site.current().languages]

    @property
    def choices(self) -> list[forms.BoundField]:
        """What may be chosen, language by language."""
        return [self[f"choices_{code}"] for code in Site.current().languages]

    @property
    def has_choices(self) -> bool:
        """Whether there is something to choose from."""
        return any(field.value() for field in self.choices)

    def as_field(self) -> Field | None:
        """What was given; None when no label is left."""
        given = self.cleaned_data
        said = {code: given.get(f"label_{code}", "") for code in Site.current().languages}
        labels = {code: label for code, label in said.items() if label}
        if not labels:
            return None
        key = given["key"] or slugify(next(iter(labels.values())))[:40] or "field"
        offered = {code: tuple(given.get(f"choices_{code}", ())) for code in Site.current().languages}
        choices = {code: some for code, some in offered.items() if some}
        topics, kind = tuple(given["topics"]), given["kind"] or Kind.TEXT
        return Field(key, labels, topics, given["is_required"], kind, choices, given["is_lasting"])


class OptionsForm:
    """Topics and fields of a form, fields of a chat: every one there is, and room for one more."""

    def __init__(self, data: Any, *, inbox: Inbox, language: str) -> None:
        self.inbox, options = inbox, FormOptions.of(inbox)
        self.topics = TopicsForm(data, options=options, language=language)
        rows = forms.formset_factory(FieldForm, extra=1, max_num=MOST_FIELDS, absolute_max=MOST_FIELDS)
        self.fields = rows(
            data, prefix="field", initial=[_initial(one) for one in options.fields], form_kwargs={"language": language}
        )

    def is_valid(self) -> bool:
        """Both parts."""
        return bool(self.topics.is_valid() and self.fields.is_valid())

    def save(self, by: User) -> FormOptions:
        """Keep them beside what else the inbox's options hold."""
        given = [field for form in self.fields if (field := form.as_field())]
        options = FormOptions(tuple(self.topics.cleaned_data["topics"]), _with_own_keys(given))
        self.inbox.change(by, options={**self.inbox.options, **options.as_json()})
        return options


def _initial(field: Field) -> dict[str, Any]:
    labels = {f"label_{code}": label for code, label in field.labels.items()}
    choices = {f"choices_{code}": "\n".join(some) for code, some in field.choices.items()}
    values = {"key": field.key, "topics": field.topics, "is_required": field.is_required, "kind": field.kind}
    return {**values, **labels, **choices, "is_lasting": field.is_lasting}


def _with_own_keys(fields: list[Field]) -> tuple[Field, ...]:
    """Two fields of one name are told apart."""
    taken: dict[str, Field] = {}
    for field in fields:
        key, number = field.key, 2
        while key in taken:
            key, number = f"{field.key}-{number}", number + 1
        taken[key] = replace(field, key=key)
    return tuple(taken.values())
