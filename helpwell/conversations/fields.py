"""What an inbox asks besides the message: a form shows the fields, the assistant asks for them one by one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpwell.base.models import Site
from helpwell.conversations.models.inbox import Inbox

LONGEST_ANSWER = 200  # letters


class Kind(models.TextChoices):
    """What fits into a field."""

    TEXT = "text", gettext_lazy("any words")
    NUMBER = "number", gettext_lazy("a number")
    EMAIL = "email", gettext_lazy("an e-mail address")


@dataclass(frozen=True)
class Field:
    """One more thing to ask."""

    key: str  # "order"
    labels: dict[str, str]  # by language
    topics: tuple[str, ...] = ()  # public ids of the categories it is asked for; none: always asked
    is_required: bool = False
    kind: str = Kind.TEXT
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by language; none: she writes
    is_lasting: bool = False  # the same in all her conversations, such as her plan; unlike an order number

    def label_in(self, language: str) -> str:
        """What the customer reads: in her language, else in the site's first one that there is."""
        return next((self.labels[code] for code in _order(language, self.labels) if self.labels.get(code)), self.key)

    def choices_in(self, language: str) -> tuple[str, ...]:
        """What she may choose from, in her language or the next best; none: she writes."""
        return next((self.choices[code] for code in _order(language, self.choices) if self.choices.get(code)), ())

    def belongs_to(self, topic: str) -> bool:
        """Whether it is asked when it is about this topic; "" is none."""
        return not self.topics or topic in self.topics

    def read(self, text: str, language: str) -> str:
        """The value in her words. Raises `ValidationError`, which says kindly what would fit."""
        value = " ".join(text.split())[:LONGEST_ANSWER]
        if choices := self.choices_in(language):
            return _chosen(value, choices)
        return READ[Kind(self.kind)](value)


def fields_of(inbox: Inbox) -> tuple[Field, ...]:
    """What this inbox asks, in its order."""
    return tuple(_field(values) for values in inbox.options.get("fields", []))


def known_among(fields: Iterable[Field], told: Iterable[tuple[str, str]]) -> set[str]:
    """The keys of those that were answered before, in whichever language: `told` are (label, answer)."""
    labels = {label for label, answer in told if answer}
    return {one.key for one in fields if labels & set(one.labels.values())}


def _field(values: dict[str, Any]) -> Field:
    return Field(
        key=values["key"],
        labels=dict(values.get("labels", {})),
        topics=tuple(values.get("topics", ())),
        is_required=bool(values.get("is_required")),
        kind=values.get("kind", Kind.TEXT),
        choices={code: tuple(some) for code, some in values.get("choices", {}).items()},
        is_lasting=bool(values.get("is_lasting")),
    )


def _order(language: str, there: Iterable[str]) -> list[str]:
    return [language, *Site.current().languages, *there]


def _chosen(value: str, choices: tuple[str, ...]) -> str:
    for choice in choices:
        if choice.casefold() == value.casefold().rstrip(".!"):
            return choice
    raise ValidationError(_("Please choose one of these."))


def _number(value: str) -> str:
    digits = "".join(letter for letter in value if letter not in " .#-/")
    if not digits.isdecimal():
        raise ValidationError(_("A number is needed here, in digits such as 4711."))
    return digits


def _email(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError as error:
        raise ValidationError(_("This is not an e-mail address yet, such as name@example.com.")) from error
    return value.lower()


READ: dict[Kind, Callable[[str], str]] = {Kind.TEXT: str, Kind.NUMBER: _number, Kind.EMAIL: _email}
