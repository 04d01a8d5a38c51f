"""Business hours as pages of the desk tell them."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpwell.people.business_time import closing, next_opening
from helpwell.people.days_off import DaysOff
from helpwell.people.models import BusinessHours
from helpwell.people.opening_times import write_week

register = template.Library()


@register.filter
def week_in_words(hours: BusinessHours) -> list[tuple[str, str]]:
    """Days and hours: [("Mon–Fri", "9:00–17:00")]."""
    return write_week(hours.schedule.week)


@register.filter
def is_open_now(hours: BusinessHours) -> bool:
    """Whether somebody is there."""
    return closing(hours.schedule, timezone.now()) is not None


@register.filter
def now_in_words(hours: BusinessHours) -> str:
    """Open until when, or closed until when, in the set's own zone."""
    schedule, now = hours.schedule, timezone.now()
    if closes := closing(schedule, now):
        return _("Open now, until %s") % date_format(closes.astimezone(schedule.zone), "G:i")
    if opens := next_opening(schedule, now):
        return _("Closed now, until %s") % _day_and_time(opens.astimezone(schedule.zone))
    return _("Never open")


def _day_and_time(moment: datetime) -> str:
    """With the day of the week: Mon 23 November, 9:00."""
    return ", ".join(
        (f"{date_format(moment, 'D')} {date_format(moment, 'MONTH_DAY_FORMAT')}", date_format(moment, "G:i"))
    )


@register.filter
def next_days_off(hours: BusinessHours) -> list[DaysOff]:
    """Holidays and own days off that are coming."""
    return hours.next_days_off(timezone.localdate(timezone=hours.schedule.zone))


@register.filter
def length_in_words(minutes: int) -> str:
    """A length of open time: 30 minutes, 4 hours."""
    if minutes % 60:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    return ngettext("%(count)d open hour", "%(count)d open hours", minutes // 60) % {"count": minutes // 60}
