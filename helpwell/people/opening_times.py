"""Opening times as people write them: "9–12:30, 13:30–17:00" and back."""

import re
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from helpwell.people.business_time import DAY_MINUTES, Interval, Week

_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(?:Uhr|h)?"
_SPAN = re.compile(rf"(?:von|from)?\s*{_TIME}\s*(?:-|–|—|bis|to|līdz)\s*{_TIME}", re.IGNORECASE)


def read_intervals(text: str) -> tuple[Interval, ...]:
    """The intervals of one day, in order and joined where they touch. Raises ValidationError with what to do."""
    pieces = [piece.strip() for piece in re.split(r"[,;\n]", text) if piece.strip()]
    return _joined(sorted(_interval(piece) for piece in pieces))


def write_intervals(intervals: tuple[Interval, ...]) -> str:
    """The same in words: "9:00–12:30, 13:30–17:00"; "" for a closed day."""
    return ", ".join(f"{clock(opens)}–{clock(closes)}" for opens, closes in intervals)


def write_week(week: Week) -> list[tuple[str, str]]:
    """Days and their hours, equal neighbours together: [("Mon–Fri", "9:00–17:00")]. Closed days are left out."""
    runs = [list(run) for _hours, run in groupby(range(7), key=lambda day: week[day])]
    return [(_days(run), write_intervals(week[run[0]])) for run in runs if week[run[0]]]


def clock(minutes: int) -> str:
    """Minutes past midnight as clocks show them: 9:00."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def _days(run: list[int]) -> str:
    first, last = WEEKDAYS_ABBR[run[0]], WEEKDAYS_ABBR[run[-1]]
    return str(first) if len(run) == 1 else f"{first}–{last}"


def _interval(piece: str) -> Interval:
    found = _SPAN.fullmatch(piece)
    if not found:
        raise ValidationError(
            _("“%(piece)s” is no span of time. Write 9:00–17:00, or 9:00–12:30, 13:30–17:00."), params={"piece": piece}
        )
    opens, closes = _minutes(found[1], found[2], piece), _minutes(found[3], found[4], piece) or DAY_MINUTES
    if opens == closes:
        raise ValidationError(_("“%(piece)s” ends when it begins."), params={"piece": piece})
    if opens > closes:
        raise ValidationError(
            _("“%(piece)s” runs over midnight. Write %(opens)s–24:00 here and 0:00–%(closes)s on the next day."),
            params={"piece": piece, "opens": clock(opens), "closes": clock(closes)},
        )
    return opens, closes


def _minutes(hours: str, minutes: str | None, piece: str) -> int:
    total = int(hours) * 60 + int(minutes or 0)
    if total > DAY_MINUTES or int(minutes or 0) > 59:
        raise ValidationError(
            _("“%(piece)s” holds a time that no clock shows. A day runs from 0:00 to 24:00."), params={"piece": piece}
        )
    return total


def _joined(intervals: list[Interval]) -> tuple[Interval, ...]:
    joined: list[Interval] = []
    for opens, closes in intervals:
        if joined and opens < joined[-1][1]:
            raise ValidationError(
                _("%(one)s and %(other)s overlap."),
                params={"one": write_intervals((joined[-1],)), "other": write_intervals(((opens, closes),))},
            )
        if joined and opens == joined[-1][1]:
            opens = joined.pop()[0]
        joined.append((opens, closes))
    return tuple(joined)
