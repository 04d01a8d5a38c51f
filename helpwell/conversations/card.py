"""What an automatic message shows beside its words: an article, and choices to press."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Choice:
    """One button. Pressing it sends `label` as the customer's words, with `value` as the choice she took."""

    value: str  # "yes", "no", "person", "article:ID", "step:done", "step:failed"
    label: str  # in the customer's language


@dataclass(frozen=True)
class Source:
    """The article an answer is from."""

    article: str  # public id
    language: str
    title: str
    url: str
    revision: int


@dataclass(frozen=True)
class Card:
    """The parts a channel draws as it can; the words alone are enough where it can draw nothing."""

    source: Source | None = None
    choices: tuple[Choice, ...] = ()
    field: str = ""  # the field that is asked for: "email", "order", ...; "" asks for none
    offers_person: bool = False  # the choice of a person is to be seen beside the others

    def as_json(self) -> dict[str, Any]:
        """For the row: without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}
