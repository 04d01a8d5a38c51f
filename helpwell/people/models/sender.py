"""Who says to write, as a channel hands it over."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpwell.people.models.visitor import Visitor

if TYPE_CHECKING:
    from helpwell.people.models.contact import Contact


@dataclass(frozen=True)
class Sender:
    """Who says to write, and what of that was proven. Writing an address down proves nothing (P10)."""

    name: str = ""
    email: str = ""
    language: str = ""
    visitor: Visitor | None = None  # the browser it came from
    proof: str = ""  # one of `Address.Proof` when the address was proven with this message
    contact: "Contact | None" = None  # known from a private link or a session of her own
    time_zone: str = ""  # as her browser tells it, of the time zone database
