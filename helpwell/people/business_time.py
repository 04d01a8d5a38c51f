"""Time as a company counts it: only the hours in which somebody is there. Pure: a schedule and moments, no database.

Moments are aware and told apart by the instant they name; a day is what the schedule's own zone calls one, so the night
in which the clocks change is as long as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from helpwell.people.public_holidays import is_public_holiday

DAY_MINUTES = 24 * 60
HORIZON = timedelta(days=731)  # who does not open within two years does not open

Interval = tuple[int, int]  # minutes since midnight, from 0 to 1440; the first before the second
Week = tuple[tuple[Interval, ...], ...]  # Monday first; seven days, the intervals of each in their order


@dataclass(frozen=True)
class Span:
    """One stretch of open time."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Schedule:
    """When somebody is there: a week that repeats, without public holidays and own closed days."""

    zone: ZoneInfo
    week: Week
    country: str = ""  # "": no public holidays
    region: str = ""
    closed: tuple[tuple[date, date], ...] = ()  # first and last day of each time away

    @property
    def never_opens(self) -> bool:
        """Whether no day of the week has an hour."""
        return not any(self.week)

    def intervals_on(self, day: date) -> tuple[Interval, ...]:
        """The hours of this very day."""
        hours = self.week[day.weekday()]
        return hours if hours and not self.is_closed_on(day) else ()

    def is_closed_on(self, day: date) -> bool:
        """Whether it is a public holiday or a day the company takes off."""
        away = any(first <= day <= last for first, last in self.closed)
        return away or is_public_holiday(day, self.country, self.region)

    def moment(self, day: date, minutes: int) -> datetime:
        """The instant at which clocks show so many minutes past midnight; the first one when they show it twice."""
        local = datetime.combine(day + timedelta(minutes // DAY_MINUTES), time(), self.zone)
        return (local + timedelta(minutes=minutes % DAY_MINUTES)).astimezone(UTC)


def is_open(schedule: Schedule, at: datetime) -> bool:
    """Whether somebody is there at this moment."""
    return closing(schedule, at) is not None


def closing(schedule: Schedule, at: datetime) -> datetime | None:
    """When the stretch of open time around `at` ends; None: closed."""
    span = next(_spans(schedule, _utc(at)), None)
    return span.closes_at if span and span.opens_at <= at else None


def next_opening(schedule: Schedule, at: datetime) -> datetime | None:
    """The first open moment from `at` on: `at` itself when open; None: not within two years."""
    span = next(_spans(schedule, _utc(at)), None)
    return max(span.opens_at, _utc(at)) if span else None


def time_between(schedule: Schedule, start: datetime, end: datetime) -> timedelta:
    """How much open time lies between; nothing when `end` is not after `start`."""
    total, start, end = timedelta(), _utc(start), _utc(end)
    for span in _spans(schedule, start, until=end):
        total += min(span.closes_at, end) - max(span.opens_at, start)
    return max(total, timedelta())


def add(schedule: Schedule, start: datetime, duration: timedelta) -> datetime | None:
    """The moment at which so much open time has passed since `start`; None: not within two years."""
    left, start = duration, _utc(start)
    for span in _spans(schedule, start):
        begins = max(span.opens_at, start)
        if left <= span.closes_at - begins:
            return begins + left
        left -= span.closes_at - begins
    return None


def _utc(moment: datetime) -> datetime:
    """Within one zone Python reckons by the clock on the wall; in UTC, by the time that passes."""
    return moment.astimezone(UTC)


def _spans(schedule: Schedule, start: datetime, until: datetime | None = None) -> Iterator[Span]:
    """The stretches of open time that end after `start` and begin before `until`, in their order, none overlapping."""
    end = until or start + HORIZON
    last = datetime.min.replace(tzinfo=UTC)
    for day in _days(schedule, start, end):
        for opens, closes in schedule.intervals_on(day):
            span = Span(max(schedule.moment(day, opens), last), schedule.moment(day, closes))
            if span.opens_at >= end:
                return
            if span.closes_at > max(start, span.opens_at):
                yield span
            last = max(last, span.closes_at)


def _days(schedule: Schedule, start: datetime, end: datetime) -> Iterator[date]:
    """The schedule's own days from the one `start` falls on to the one `end` does."""
    day, last = start.astimezone(schedule.zone).date(), end.astimezone(schedule.zone).date()
    while day <= last and not schedule.never_opens:
        yield day
        day += timedelta(days=1)
