"""The way back from the last deed on many conversations: the session keeps it, so that a reload does not lose it."""

import time
from dataclasses import asdict, dataclass

from django.http import HttpResponse
from django.shortcuts import render

from helpwell.automation.models.macro_run import UNDO_WITHIN
from helpwell.desk.answering import CHANGED, WayBack
from helpwell.people.access import StaffRequest

KEPT_AS = "way_back"
FRESH = 60.0  # seconds in which a page that is loaded anew says it once more


@dataclass(frozen=True)
class LastDeed:
    """What was done to many, and how to take it back."""

    said: str
    undo: WayBack
    age: float  # seconds

    @property
    def is_fresh(self) -> bool:
        """Whether she may still be about to press Undo."""
        return self.age < FRESH


def done_to_many(request: StaffRequest, said: str, undo: WayBack | None = None) -> HttpResponse:
    """A word about it; from now on its way back stands in the list's menu."""
    if undo:
        request.session[KEPT_AS] = {"said": said, "undo": asdict(undo), "at": time.time()}
    response = render(request, "desk/_said_of_many.html", {"said": said, "undo": undo, "last": last_of(request)})
    response["HX-Trigger"] = CHANGED
    return response


def last_of(request: StaffRequest) -> LastDeed | None:
    """Her last deed on many, as long as it can be taken back."""
    kept = request.session.get(KEPT_AS)
    if kept is None or (age := time.time() - kept["at"]) > UNDO_WITHIN.total_seconds():
        return None
    return LastDeed(kept["said"], WayBack(**kept["undo"]), age)


def forget(request: StaffRequest, undo: WayBack | None) -> None:
    """This one was taken back; a later one stays."""
    if (last := last_of(request)) and last.undo == undo:
        del request.session[KEPT_AS]
