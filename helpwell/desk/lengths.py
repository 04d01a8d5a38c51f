"""How long something takes, as people say it."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import ngettext

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Length:
    """In words, and how bad that is."""

    words: str
    level: str  # "", "warn" or "late", as badges are called


def length_in_words(length: timedelta, minutes_up_to: timedelta = HOUR) -> str:
    """In minutes, hours or days, rounded down; at least a minute."""
    if length < minutes_up_to:
        minutes = max(1, length // MINUTE)
        return ngettext("%(count)d min", "%(count)d min", minutes) % {"count": minutes}
    if length < 2 * DAY:
        return ngettext("%(count)d hour", "%(count)d hours", length // HOUR) % {"count": length // HOUR}
    return ngettext("%(count)d day", "%(count)d days", length // DAY) % {"count": length // DAY}
