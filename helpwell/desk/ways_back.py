"""The way back from her last deed: the session keeps it, so that it outlives its toast and a reload."""

import time
from dataclasses import asdict, dataclass, field

from django.urls import reverse

from helpwell.automation.models.macro_run import UNDO_WITHIN
from helpwell.conversations.models import Conversation
from helpwell.people.access import StaffRequest

KEPT_AS = "way_back"
FRESH = 60.0  # seconds in which a page that is loaded anew says it once more
ON_ONE_WITHIN = 600.0  # seconds; what was done to many looks itself whether somebody went on from it, this does not


@dataclass(frozen=True)
class WayBack:
    """What a click on Undo sends."""

    address: str
    method: str = "post"  # or delete
    values: dict[str, str] = field(default_factory=dict)


def way_back(noun: str, conversation: Conversation, method: str = "delete", **values: object) -> WayBack:
    """Undo by the noun that did it: to resolve is POST, to reopen DELETE."""
    address = reverse(f"desk:conversation_{noun}", args=[conversation.pk])
    return WayBack(address, method, {name: str(value or "") for name, value in values.items()})


@dataclass(frozen=True)
class LastDeed:
    """What she did last, and how to take it back."""

    said: str
    undo: WayBack
    age: float  # seconds
    about: str = ""  # whose conversation it was; "" of many

    @property
    def is_fresh(self) -> bool:
        """Whether she may still be about to press Undo. After one deed among many others that day she seldom is."""
        return self.age < FRESH and not self.about

    @property
    def is_over(self) -> bool:
        """Whether others have had time to go on from it."""
        return self.age > (ON_ONE_WITHIN if self.about else UNDO_WITHIN.total_seconds())


def keep(request: StaffRequest, said: str, undo: WayBack, about: str = "") -> None:
    """From now on this is what can be taken back."""
    request.session[KEPT_AS] = {"said": said, "undo": asdict(undo), "about": about, "at": time.time()}


def last_of(request: StaffRequest) -> LastDeed | None:
    """Her last deed, as long as it can be taken back."""
    kept = request.session.get(KEPT_AS)
    if kept is None:
        return None
    last = LastDeed(kept["said"], WayBack(**kept["undo"]), time.time() - kept["at"], kept["about"])
    return None if last.is_over else last


def forget(request: StaffRequest, undo: WayBack | None) -> None:
    """This one was taken back; a later one stays."""
    if (last := last_of(request)) and last.undo == undo:
        del request.session[KEPT_AS]


def forget_taken_back(request: StaffRequest) -> None:
    """The same, where the request itself is what Undo sends."""
    last, sent = last_of(request), (request.path, (request.method or "").lower())
    if last and (last.undo.address, last.undo.method) == sent:
        del request.session[KEPT_AS]
