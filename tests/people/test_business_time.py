"""Time as a company counts it, also in the nights in which the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpwell.people.business_time import Schedule, add, closing, is_open, next_opening, time_between

BERLIN = ZoneInfo("Europe/Berlin")
NINE_TO_FIVE = ((9 * 60, 17 * 60),)
OFFICE = Schedule(BERLIN, (NINE_TO_FIVE,) * 5 + ((), ()))
NEVER = Schedule(BERLIN, ((),) * 7)
ALWAYS = Schedule(BERLIN, (((0, 1440),),) * 7)
HOUR = timedelta(hours=1)


def berlin(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of November 2026; its 2nd, 9th, 16th and 23rd are Mondays."""
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("at", "opened"),
    [
        (berlin(23, 8, 59), False),
        (berlin(23, 9), True),
        (berlin(23, 16, 59), True),
        (berlin(23, 17), False),
        (berlin(22, 12), False),
    ],
)
def test_it_is_open_from_the_first_minute_until_before_the_last(at: datetime, opened: bool) -> None:
    assert is_open(OFFICE, at) is opened


def test_after_friday_comes_monday() -> None:
    assert next_opening(OFFICE, berlin(20, 18)) == berlin(23, 9)


def test_four_hours_from_friday_at_three_end_on_monday_at_eleven() -> None:
    assert add(OFFICE, berlin(20, 15), 4 * HOUR) == berlin(23, 11)


def test_a_weekend_is_no_time_at_all() -> None:
    assert time_between(OFFICE, berlin(20, 16), berlin(23, 10)) == 2 * HOUR


def test_nothing_passes_backwards() -> None:
    assert time_between(OFFICE, berlin(23, 12), berlin(23, 10)) == timedelta()


def test_a_lunch_break_is_closed() -> None:
    with_lunch = Schedule(BERLIN, (((540, 720), (780, 1020)),) * 7)

    assert closing(with_lunch, berlin(23, 11)) == berlin(23, 12)
    assert next_opening(with_lunch, berlin(23, 12)) == berlin(23, 13)


def test_who_never_opens_is_never_open_and_promises_nothing() -> None:
    assert next_opening(NEVER, berlin(23, 9)) is None
    assert add(NEVER, berlin(23, 9), HOUR) is None
    assert time_between(NEVER, berlin(1, 9), berlin(23, 9)) == timedelta()


def test_who_is_away_for_years_opens_when_nobody_can_tell() -> None:
    away = Schedule(BERLIN, OFFICE.week, closed=((date(2026, 1, 1), date(2030, 1, 1)),))

    assert next_opening(away, berlin(23, 9)) is None


def test_public_holidays_are_closed_where_they_are_kept() -> None:
    bavaria = Schedule(BERLIN, OFFICE.week, country="DE", region="BY")
    epiphany = datetime(2027, 1, 6, 12, tzinfo=BERLIN)

    assert is_open(OFFICE, epiphany)
    assert not is_open(bavaria, epiphany)


def test_a_country_nobody_knows_has_no_holidays() -> None:
    assert is_open(Schedule(BERLIN, OFFICE.week, country="XX", region="BY"), datetime(2027, 1, 6, 12, tzinfo=BERLIN))


def test_days_taken_off_are_closed() -> None:
    away = Schedule(BERLIN, OFFICE.week, closed=((date(2026, 11, 23), date(2026, 11, 24)),))

    assert next_opening(away, berlin(22, 12)) == berlin(25, 9)


def test_the_night_the_clocks_go_back_is_an_hour_longer() -> None:
    assert time_between(ALWAYS, berlin(25, 0, month=10), berlin(26, 0, month=10)) == 25 * HOUR


def test_an_hour_that_clocks_leave_out_does_not_pass() -> None:
    small_hours = Schedule(BERLIN, (((60, 240),),) * 7)
    night = datetime(2026, 3, 29, tzinfo=BERLIN)

    assert time_between(small_hours, night, night + timedelta(days=1)) == 2 * HOUR


def test_the_schedules_zone_says_what_day_it_is() -> None:
    auckland = Schedule(ZoneInfo("Pacific/Auckland"), OFFICE.week)

    assert is_open(auckland, datetime(2026, 11, 22, 21, tzinfo=UTC))  # Monday, ten o'clock, there


zones = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe"])
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the zone comes with them
days = st.lists(st.integers(0, 1440), max_size=6, unique=True).map(
    lambda marks: tuple(zip(sorted(marks)[::2], sorted(marks)[1::2], strict=False))
)
schedules = st.builds(
    Schedule,
    zone=zones.map(ZoneInfo),
    week=st.lists(days, min_size=7, max_size=7).map(tuple),
    country=st.sampled_from(["", "LV"]),
    closed=st.just(((date(2026, 7, 1), date(2026, 7, 14)),)),
)
short = st.timedeltas(timedelta(), timedelta(days=9))


@given(schedules, moments, short, short)
def test_time_adds_up(schedule: Schedule, start: datetime, one: timedelta, other: timedelta) -> None:
    middle, end = start + one, start + one + other

    whole = time_between(schedule, start, end)

    assert whole == time_between(schedule, start, middle) + time_between(schedule, middle, end)
    assert timedelta() <= whole <= one + other


@given(schedules, moments, st.timedeltas(timedelta(), timedelta(hours=40)))
def test_what_is_added_has_passed_then(schedule: Schedule, start: datetime, duration: timedelta) -> None:
    end = add(schedule, start, duration)

    assert end is None or time_between(schedule, start, end) == duration


@given(schedules, moments)
def test_the_next_opening_is_open_and_nothing_before_it_is(schedule: Schedule, at: datetime) -> None:
    opening = next_opening(schedule, at)

    assert opening is None or (is_open(schedule, opening) and time_between(schedule, at, opening) == timedelta())
    assert (opening == at) is is_open(schedule, at)
