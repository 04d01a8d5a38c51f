"""Days and moments, as they stand in files."""

import re
from datetime import date, datetime, tzinfo

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from helpwell.knowledge.importing.rows import Refusal

GERMAN_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


def day_in(said: str) -> date | None:
    """As machines and Germans write it; None: it says nothing. Raises `Refusal` for what is no date."""
    found = GERMAN_DATE.fullmatch(said)
    try:
        day = parse_date("{2}-{1:0>2}-{0:0>2}".format(*found.groups()) if found else said[:10]) if said else None
    except ValueError:
        day = None
    if said and day is None:
        raise Refusal(_("“%(said)s” is no date. Write it as 2026-12-31.") % {"said": said[:40]})
    return day


def moment_in(said: str, zone: tzinfo) -> datetime | None:
    """A day means its beginning; what names no time zone is of `zone`. Raises `Refusal` for what is no date."""
    if not said:
        return None
    try:
        moment = parse_datetime(said)
    except ValueError:
        moment = None
    if moment is None:
        day = day_in(said)
        moment = datetime.combine(day, datetime.min.time()) if day else None
    return timezone.make_aware(moment, zone) if moment and timezone.is_naive(moment) else moment
