"""Latvian: 22.11.2026, 18:00; the day with two digits, as everywhere in Latvia."""

SHORT_DATE_FORMAT = "d.m.Y"
MONTH_DAY_FORMAT = "d.m."
SHORT_DATETIME_FORMAT = "d.m.Y, H:i"
