"""Days a company takes off, as people write them: a line each, "24.12.2026 – 31.12.2026 Holidays"."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_DAY = r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}))"
_LINE = re.compile(rf"{_DAY}(?:\s*(?:-|–|—|bis|to|līdz)\s*{_DAY})?[\s:,]*(.*)", re.IGNORECASE)
LONGEST_WHY = 80  # letters
LONGEST_DAYS = 366


@dataclass(frozen=True)
class DaysOff:
    """From the first day to the last one, both away."""

    first: date
    last: date
    why: str = ""


def read_days_off(text: str) -> list[DaysOff]:
    """A stretch a line, the earliest first. Raises ValidationError that names the line and what to do."""
    days = [_days_off(line.strip()) for line in text.splitlines() if line.strip()]
    return sorted(days, key=lambda one: one.first)


def write_days_off(days: list[DaysOff]) -> str:
    """The same as lines again."""
    return "\n".join(f"{_span(one)} {one.why}".strip() for one in days)


def _span(days: DaysOff) -> str:
    return f"{days.first}" if days.first == days.last else f"{days.first} – {days.last}"


def _days_off(line: str) -> DaysOff:
    found = _LINE.fullmatch(line)
    if not found:
        raise ValidationError(
            _("“%(line)s” does not begin with a day. Write 2026-12-24, or 2026-12-24 – 2026-12-31 Company holidays."),
            params={"line": line[:60]},
        )
    first = _day(found.groups()[:6], line)
    last = _day(found.groups()[6:12], line) if any(found.groups()[6:12]) else first
    if last < first:
        raise ValidationError(_("“%(line)s” ends before it begins."), params={"line": line[:60]})
    if (last - first).days > LONGEST_DAYS:
        raise ValidationError(_("“%(line)s” is longer than a year; split it."), params={"line": line[:60]})
    return DaysOff(first, last, found.groups()[12][:LONGEST_WHY])


def _day(parts: tuple[str | None, ...], line: str) -> date:
    year, month, day = parts[:3] if parts[0] else parts[:2:-1]
    try:
        return date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError as error:
        raise ValidationError(_("“%(line)s” holds a day that no calendar has."), params={"line": line[:60]}) from error
