"""Times and days as people write them."""

import contextlib
import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from helpwell.people.days_off import DaysOff, read_days_off, write_days_off
from helpwell.people.opening_times import read_intervals, write_intervals, write_week

NINE_TO_FIVE = ((540, 1020),)


@pytest.mark.parametrize("text", ["9-17", "9:00–17:00", "09.00 - 17.00", "9 bis 17 Uhr", "9h to 17h", "9-13, 13-17"])
def test_times_are_understood_as_people_write_them(text: str) -> None:
    assert read_intervals(text) == NINE_TO_FIVE


def test_a_day_has_several_spans_in_any_order() -> None:
    assert read_intervals("13:30–17:00; 9–12:30") == ((540, 750), (810, 1020))


def test_until_midnight_may_be_written_both_ways() -> None:
    assert read_intervals("18-24") == read_intervals("18:00–0:00") == ((1080, 1440),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mornings", "is no span of time"),
        ("9-17 and more", "is no span of time"),
        ("22-2", "Write 22:00–24:00 here and 0:00–2:00 on the next day"),
        ("9-9", "ends when it begins"),
        ("9-25", "no clock shows"),
        ("9:75-12", "no clock shows"),
        ("9-12, 11-15", "9:00–12:00 and 11:00–15:00 overlap"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(text: str, words: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(words)):
        read_intervals(text)


@given(st.lists(st.integers(0, 1440), max_size=6, unique=True))
def test_what_was_written_is_read_again(marks: list[int]) -> None:
    ends = sorted(marks)
    intervals = tuple(zip(ends[::2], ends[1::2], strict=False))

    assert read_intervals(write_intervals(intervals)) == intervals


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_intervals, read_days_off):
        with contextlib.suppress(ValidationError):
            read(text)


def test_equal_neighbours_are_one_line() -> None:
    assert write_week((NINE_TO_FIVE,) * 4 + (((540, 840),), (), ())) == [
        ("Mon–Thu", "9:00–17:00"),
        ("Fri", "9:00–14:00"),
    ]


def test_days_off_are_a_line_each_in_either_spelling() -> None:
    days = read_days_off("24.12.2026 – 31.12.2026 Betriebsferien\n\n2026-12-07")

    assert days == [
        DaysOff(date(2026, 12, 7), date(2026, 12, 7)),
        DaysOff(date(2026, 12, 24), date(2026, 12, 31), "Betriebsferien"),
    ]
    assert read_days_off(write_days_off(days)) == days


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Christmas", "does not begin with a day"),
        ("12/24/2026", "does not begin with a day"),
        ("2026-02-30", "no calendar has"),
        ("2026-12-31 – 2026-12-24", "ends before it begins"),
        ("0001-01-01 – 9999-12-31", "longer than a year"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_its_line(line: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        read_days_off(line)
