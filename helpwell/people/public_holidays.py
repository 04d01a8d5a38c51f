"""Public holidays of countries and their regions. The library is large: it is loaded when a country is set."""

import functools
from datetime import date
from typing import TYPE_CHECKING

from babel import Locale

if TYPE_CHECKING:
    from holidays import HolidayBase


def is_public_holiday(day: date, country: str, region: str = "") -> bool:
    """Whether people there have the day off; never without a country."""
    return bool(country) and country in countries() and day in _calendar(country, region)


def public_holidays(year: int, country: str, region: str = "") -> dict[date, str]:
    """The holidays of a year with their names, in the country's own words."""
    if not country or country not in countries():
        return {}
    calendar = _calendar(country, region)
    return {day: calendar[day] for day in sorted(_of_year(calendar, year))}


@functools.cache
def countries() -> dict[str, list[str]]:
    """Every country whose holidays are known, by its code, with the codes of its regions."""
    from holidays import list_supported_countries

    return {code: regions for code, regions in list_supported_countries().items() if len(code) == 2}


def country_name(code: str, language: str) -> str:
    """What a country is called in a language."""
    return str(Locale.parse(language, sep="-").territories.get(code, code))


def regions_of(country: str) -> list[tuple[str, str]]:
    """Code and name of a country's regions that have holidays of their own, by name."""
    if country not in countries():
        return []
    names = _calendar(country, "").get_subdivision_aliases()
    return sorted(((code, (names.get(code) or [code])[0]) for code in countries()[country]), key=lambda one: one[1])


@functools.lru_cache(maxsize=16)
def _calendar(country: str, region: str) -> "HolidayBase":
    """It works a year out when it is first asked about it. A region it has forgotten means the whole country."""
    from holidays import country_holidays

    known = region if region in countries()[country] else None
    language = country_holidays(country).default_language
    return country_holidays(country, subdiv=known, language=language)


def _of_year(calendar: "HolidayBase", year: int) -> list[date]:
    _ = date(year, 1, 1) in calendar  # makes it work that year out
    return [day for day in calendar if day.year == year]
