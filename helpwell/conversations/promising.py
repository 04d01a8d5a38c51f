"""The expected wait in words: one or two sentences for the customer, in her language and her time."""

import math
from datetime import UTC, date, datetime, timedelta, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from helpwell.base.models import Site
from helpwell.conversations.expected_wait import ExpectedWait

SOON = timedelta(minutes=55)  # until here minutes are said, then a time of day
ON = (
    gettext_lazy("on Monday"), gettext_lazy("on Tuesday"), gettext_lazy("on Wednesday"), gettext_lazy("on Thursday"),
    gettext_lazy("on Friday"), gettext_lazy("on Saturday"), gettext_lazy("on Sunday"),
)  # fmt: skip


def in_words(wait: ExpectedWait, zone: tzinfo | None = None) -> str:
    """One or two sentences for the customer, in the active language and her zone (the company's unless known).

    "" when nothing is known: then nothing is promised.
    """
    zone = zone or Site.current().zone
    return " ".join(filter(None, [_absence(wait, zone), _promise(wait, zone)]))


def moment_told(wait: ExpectedWait) -> datetime | None:
    """The last time of day that `in_words` names, for whoever lives by another clock; None: it names none."""
    if wait.by:
        soon = wait.is_open and wait.by - wait.at < SOON
        return None if soon else _rounded(wait.by)
    return wait.closes_at or wait.opens_at


def _absence(wait: ExpectedWait, zone: tzinfo) -> str:
    """That nobody is there now, and from when on somebody is."""
    if wait.is_open:
        return ""
    if wait.opens_at is None:
        return _("Nobody is here at the moment.")
    words = _("Nobody is here right now; we are back %(day)s at %(time)s.")
    return words % _day_and_time(wait.opens_at, wait.at, zone)


def _promise(wait: ExpectedWait, zone: tzinfo) -> str:
    """By when most have their answer; while nobody can tell, until when somebody is there."""
    if wait.by and wait.is_open and wait.by - wait.at < SOON:
        minutes = max(5, math.ceil((wait.by - wait.at) / timedelta(minutes=5)) * 5)
        words = ngettext(
            "We usually answer within %(count)d minute.", "We usually answer within %(count)d minutes.", minutes
        )
        return words % {"count": minutes}
    if wait.by:
        return _("We usually answer %(day)s by about %(time)s.") % _day_and_time(_rounded(wait.by), wait.at, zone)
    if wait.closes_at and _day(wait.closes_at, zone) == _day(wait.at, zone):
        return _("We are here today until %(time)s.") % {"time": _time(wait.closes_at, zone)}
    return ""


def _day_and_time(moment: datetime, now: datetime, zone: tzinfo) -> dict[str, str]:
    return {"day": _named_day(moment, now, zone), "time": _time(moment, zone)}


def _named_day(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """Today, tomorrow, on Monday, or the date when it is a week or more away."""
    ahead = (_day(moment, zone) - _day(now, zone)).days
    if ahead <= 1:
        return _("tomorrow") if ahead else _("today")
    local = moment.astimezone(zone)
    if ahead < 7:
        return str(ON[local.weekday()])
    return _("on %(date)s") % {"date": date_format(local, "SHORT_DATE_FORMAT")}


def _time(moment: datetime, zone: tzinfo) -> str:
    return date_format(moment.astimezone(zone), "G:i")


def _day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def _rounded(moment: datetime) -> datetime:
    """Up to the next full half hour: nobody answers to the minute."""
    half_hours = math.ceil(moment.timestamp() / 1800)
    return datetime.fromtimestamp(half_hours * 1800, UTC)
