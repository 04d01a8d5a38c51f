"""Until when a conversation may sleep, also in nights in which the clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from helpwell.conversations.sleeping import moments


@pytest.mark.parametrize("before", ["2026-03-29T00:30", "2026-10-24T23:30", "2026-06-01T12:00"])
def test_two_hours_are_two_hours(before: str):
    now = datetime.fromisoformat(before).replace(tzinfo=UTC)

    with timezone.override(ZoneInfo("Europe/Berlin")):
        chosen = {one.name: one.at for one in moments(now)}

    assert (chosen["two_hours"].astimezone(UTC) - now).total_seconds() == 2 * 3600


def test_tomorrow_morning_is_nine_by_the_agents_clock_whatever_the_clocks_do():
    now = datetime(2026, 3, 28, 12, tzinfo=UTC)

    with timezone.override(ZoneInfo("Europe/Berlin")):
        chosen = {one.name: one.at for one in moments(now)}

    assert chosen["tomorrow"].astimezone(UTC) == datetime(2026, 3, 29, 7, tzinfo=UTC)
