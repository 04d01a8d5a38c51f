"""Until when a conversation may sleep: the moments people mean, in the agent's own time."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MORNING, AFTERNOON = time(9), time(15)


@dataclass(frozen=True)
class Moment:
    """A time to choose."""

    name: str  # the same on any day, as macros keep it
    label: str | Promise
    at: datetime


def moments(now: datetime | None = None) -> list[Moment]:
    """Later today if there is a later, tomorrow morning, Monday, in a week; in the zone that is active."""
    now = timezone.localtime(now).replace(second=0, microsecond=0)
    in_two_hours = timezone.localtime(now.astimezone(UTC) + timedelta(hours=2))  # clocks may change meanwhile
    monday = now.date() + timedelta(days=7 - now.weekday())
    chosen = [
        Moment("two_hours", _("In two hours"), in_two_hours),
        Moment("afternoon", _("This afternoon"), _on(now, AFTERNOON)),
        Moment("tomorrow", _("Tomorrow morning"), _on(now + timedelta(days=1), MORNING)),
        Moment("monday", _("Next Monday"), datetime.combine(monday, MORNING, now.tzinfo)),
        Moment("week", _("In a week"), _on(now + timedelta(days=7), MORNING)),
    ]
    return [one for one in chosen if one.at >= in_two_hours]


def _on(day: datetime, hour: time) -> datetime:
    return datetime.combine(day.date(), hour, day.tzinfo)
