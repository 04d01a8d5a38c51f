"""A line of the palette, and whether what was typed means it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise

from helpwell.conversations.searching.asked import words_of


@dataclass(frozen=True)
class Option:
    """One line: it goes somewhere, sends something, or presses a button of the page."""

    label: str | Promise
    icon: str
    url: str = ""
    sends_to: str = ""
    method: str = "post"  # or delete
    values: dict[str, str] = field(default_factory=dict)  # what it sends
    presses: str = ""  # the key of a button on the page
    key: str = ""  # the key that does the same
    more: str | Promise = ""  # what is said faintly beside it
    language: str = ""  # of the label, when a customer wrote it
    also: str | Promise = ""  # other words that mean it
    is_usual: bool = False  # stands there before anything is typed

    @property
    def sent(self) -> str:
        """The values as htmx wants them."""
        return json.dumps(self.values)

    @property
    def shown_key(self) -> str:
        """The key as it is printed on the keyboard."""
        return (self.key or self.presses).upper()

    def fits(self, typed: tuple[str, ...]) -> bool:
        """Whether each word that was typed begins one of its own."""
        own = words_of(f"{self.label} {self.also}")
        return all(any(word.startswith(one) for word in own) for one in typed)


@dataclass(frozen=True)
class Group:
    """Options of one kind."""

    title: str | Promise
    options: list[Option]


def fitting(options: Iterable[Option], typed: tuple[str, ...], most: int) -> list[Option]:
    """Those that were meant, first those whose label begins so; the usual ones while nothing is typed."""
    if not typed:
        return [one for one in options if one.is_usual][:most]
    found = [one for one in options if one.fits(typed)]
    return sorted(found, key=lambda one: words_of(str(one.label))[: len(typed)] != typed)[:most]
