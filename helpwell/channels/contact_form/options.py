"""What an admin may set for a contact form: the topics it offers, and what else it asks for each."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from helpwell.base.models import Site
from helpwell.conversations.models import Inbox

ESSENTIAL = 2  # name and e-mail: a form that insists on more loses people (C02)


@dataclass(frozen=True)
class FormField:
    """One more thing to ask, such as an order number."""

    key: str  # "order"
    labels: dict[str, str]  # by language
    topics: tuple[str, ...] = ()  # public ids of the categories it is asked for; none: always asked
    is_required: bool = False

    def label_in(self, language: str) -> str:
        """What the customer reads: in her language, else in the site's first one that there is."""
        wanted = [language, *Site.current().languages, *self.labels]
        return next((self.labels[code] for code in wanted if self.labels.get(code)), self.key)

    def belongs_to(self, topic: str) -> bool:
        """Whether it is asked when the customer chose this topic; "" is none."""
        return not self.topics or topic in self.topics


@dataclass(frozen=True)
class FormOptions:
    """The settings of one contact form, kept in its inbox's `options`."""

    topics: tuple[str, ...] = ()  # public ids of categories a customer may choose from; none: she is not asked
    fields: tuple[FormField, ...] = ()

    @classmethod
    def of(cls, inbox: Inbox) -> Self:
        """The settings of this inbox."""
        fields = tuple(_field(values) for values in inbox.options.get("fields", []))
        return cls(tuple(inbox.options.get("topics", [])), fields)

    def as_json(self) -> dict[str, Any]:
        """How the inbox keeps them; other settings in its `options` stay beside these."""
        return asdict(self)

    @property
    def required_count(self) -> int:
        """How many fields a customer must fill in besides her message; more than `ESSENTIAL` deserves a warning."""
        return ESSENTIAL + sum(field.is_required for field in self.fields)


def _field(values: dict[str, Any]) -> FormField:
    return FormField(
        key=values["key"],
        labels=dict(values.get("labels", {})),
        topics=tuple(values.get("topics", ())),
        is_required=bool(values.get("is_required")),
    )
