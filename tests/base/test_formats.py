"""Dates and times are written so that nobody in Europe takes them for others."""

from datetime import UTC, datetime

import pytest
from django.utils import formats, translation

EVENING = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [
        ("en", "2 Nov 2026, 18:00", "2 November 2026, 18:00"),
        ("de", "02.11.2026, 18:00", "2. November 2026, 18:00"),
        ("lv", "02.11.2026, 18:00", "2026. gada 2. novembris, 18:00"),
    ],
)
def test_each_language_writes_moments_in_its_own_unambiguous_way(language: str, short: str, long: str):
    with translation.override(language):
        assert formats.date_format(EVENING, "SHORT_DATETIME_FORMAT") == short
        assert formats.date_format(EVENING, "DATETIME_FORMAT") == long


@pytest.mark.parametrize("language", ["en", "de", "lv"])
def test_a_sentence_that_ends_with_a_time_has_one_full_stop(language: str):
    with translation.override(language):
        for name in ("TIME_FORMAT", "SHORT_DATETIME_FORMAT", "DATETIME_FORMAT", "SHORT_DATE_FORMAT"):
            assert not formats.date_format(EVENING, name).endswith(".")


def test_a_typed_date_is_never_read_with_the_month_first():
    with translation.override("en"):
        assert "%m/%d/%Y" not in formats.get_format("DATE_INPUT_FORMATS")
        assert all(one.startswith(("%Y", "%d")) for one in formats.get_format("DATETIME_INPUT_FORMATS"))
