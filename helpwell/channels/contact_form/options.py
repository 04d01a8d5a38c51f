"""What an admin may set for a contact form: the topics it offers, and what else it asks for each."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from helpwell.conversations.fields import Field, fields_of
from helpwell.conversations.models import Inbox

ESSENTIAL = 2  # name and e-mail: a form that insists on more loses people (C02)


@dataclass(frozen=True)
class FormOptions:
    """The settings of one contact form, kept in its inbox's `options`."""

    topics: tuple[str, ...] = ()  # public ids of categories a customer may choose from; none: she is not asked
    fields: tuple[Field, ...] = ()

    @classmethod
    def of(cls, inbox: Inbox) -> Self:
        """The settings of this inbox."""
        return cls(tuple(inbox.options.get("topics", [])), fields_of(inbox))

    def as_json(self) -> dict[str, Any]:
        """How the inbox keeps them; other settings in its `options` stay beside these."""
        return asdict(self)

    @property
    def required_count(self) -> int:
        """How many fields a customer must fill in besides her message; more than `ESSENTIAL` deserves a warning."""
        return ESSENTIAL + sum(field.is_required for field in self.fields)
