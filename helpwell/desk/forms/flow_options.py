"""What a step of a flow lets her choose from: a label in each language, and where it leads."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from helpwell.automation.flow_steps import FlowStep, Option
from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.desk.forms.choices import Choices
from helpwell.desk.forms.plain_text import PlainText

MOST_OPTIONS = 5


def option_fields(step: FlowStep, targets: Choices) -> dict[str, forms.Field]:
    """Room for as many as there may be, filled with those there are."""
    fields: dict[str, forms.Field] = {}
    for row in range(MOST_OPTIONS):
        known = step.options[row] if row < len(step.options) else Option({})
        for code, name in label_names(row).items():
            words = known.labels.get(code, "")
            fields[name] = PlainText(label=language_name(code), max_length=80, required=False, initial=words)
        fields[target_name(row)] = forms.ChoiceField(
            label=_("leads to"), choices=targets, required=False, initial=known.to
        )
    return fields


def given_options(given: Mapping[str, Any]) -> tuple[Option, ...]:
    """Those that have a label."""
    options = (Option(_labels(given, row), given.get(target_name(row), "")) for row in range(MOST_OPTIONS))
    return tuple(one for one in options if one.labels)


def label_names(row: int) -> dict[str, str]:
    """The names of its fields, by language."""
    return {code: f"option_{row}_{code}" for code in Site.current().languages}


def target_name(row: int) -> str:
    """The name of the field that says where it leads."""
    return f"option_{row}_to"


def _labels(given: Mapping[str, Any], row: int) -> dict[str, str]:
    return {code: label for code, name in label_names(row).items() if (label := given.get(name, ""))}
