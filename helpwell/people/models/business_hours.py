"""When a company can be reached."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from helpwell.base.site import validate_time_zone
from helpwell.people.business_time import Schedule
from helpwell.people.days_off import DaysOff
from helpwell.people.models.changing import change
from helpwell.people.models.event import Event
from helpwell.people.models.user import User
from helpwell.people.public_holidays import public_holidays

OFFICE_WEEK = [[[9 * 60, 17 * 60]]] * 5 + [[], []]


def office_week() -> list[list[list[int]]]:
    """What most companies begin with: Monday to Friday, nine to five."""
    return [list(map(list, day)) for day in OFFICE_WEEK]


class BusinessHoursQuerySet(models.QuerySet["BusinessHours"]):
    def usual(self) -> "BusinessHours | None":
        """Those of every inbox that has none of its own: the oldest; None: the company promises no hours."""
        return self.order_by("pk").first()


class BusinessHours(models.Model):
    """A week that repeats, in one time zone, without public holidays and own closed days."""

    name = models.CharField(_("name"), max_length=60)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    week = models.JSONField(default=office_week)  # Monday first: [[opens, closes], …] a day, minutes since midnight
    country = models.CharField(_("public holidays of"), max_length=2, blank=True)  # "": none
    region = models.CharField(_("region"), max_length=40, blank=True)  # "": the whole country
    closed_days = models.JSONField(default=list, blank=True)  # [[first, last, why], …], days as 2026-12-24
    changed_at = models.DateTimeField(auto_now=True)

    objects = BusinessHoursQuerySet.as_manager()

    class Meta:
        verbose_name = _("business hours")
        verbose_name_plural = _("business hours")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    @cached_property
    def schedule(self) -> Schedule:
        """The same, to reckon with."""
        return Schedule(
            zone=ZoneInfo(self.time_zone),
            week=tuple(tuple((opens, closes) for opens, closes in day) for day in self.week),
            country=self.country,
            region=self.region,
            closed=tuple(
                (date.fromisoformat(first), date.fromisoformat(last)) for first, last, _why in self.closed_days
            ),
        )

    def next_days_off(self, today: date, count: int = 6) -> list[DaysOff]:
        """What is coming within a year: its own days off, and holidays on which it would be open."""
        own = [days for days in self.days_off if days.last >= today]
        holidays = [DaysOff(day, day, why) for day, why in self._holidays(today).items() if self.week[day.weekday()]]
        others = [one for one in holidays if not any(days.first <= one.first <= days.last for days in own)]
        return sorted(own + others, key=lambda days: days.first)[:count]

    def _holidays(self, today: date) -> dict[date, str]:
        both = (public_holidays(year, self.country, self.region) for year in (today.year, today.year + 1))
        coming = today + timedelta(365)
        return {day: why for year in both for day, why in year.items() if today <= day < coming}

    @property
    def days_off(self) -> list[DaysOff]:
        """The days the company takes off by itself."""
        return [
            DaysOff(date.fromisoformat(first), date.fromisoformat(last), why) for first, last, why in self.closed_days
        ]

    def change(self, by: User | None, **values: Any) -> None:
        """Set the named fields; saves it when it is new."""
        change(self, "business_hours", by, values)
        self.__dict__.pop("schedule", None)

    @transaction.atomic
    def remove(self, by: User | None) -> None:
        """Nobody keeps these hours any more; inboxes that did keep the usual ones."""
        Event.record("business_hours.removed", self, by=by, name=self.name)
        self.delete()
