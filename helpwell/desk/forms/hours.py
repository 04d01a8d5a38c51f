"""Business hours: a line of times for each day, public holidays, days off."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helpwell.base.models import Site
from helpwell.base.site import time_zones
from helpwell.desk.forms.plain_text import PlainText
from helpwell.people.days_off import read_days_off, write_days_off
from helpwell.people.models import BusinessHours, User
from helpwell.people.opening_times import read_intervals, write_intervals
from helpwell.people.public_holidays import countries, country_name, regions_of


class OpeningTimes(PlainText):
    """The hours of one day; nothing: closed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=200, **kwargs)
        self.widget.attrs |= {"placeholder": _("closed"), "autocomplete": "off"}

    def clean(self, value: Any) -> list[list[int]]:
        """As business hours keep them."""
        return [list(interval) for interval in read_intervals(super().clean(value))]


class DaysOffField(PlainText):
    """Days off, a line each."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=5000, widget=forms.Textarea({"rows": 3}), **kwargs)

    def clean(self, value: Any) -> list[list[str]]:
        """As business hours keep them."""
        days = read_days_off(super().clean(value))
        return [[one.first.isoformat(), one.last.isoformat(), one.why] for one in days]


class HoursForm(forms.Form):
    """One set of business hours."""

    name = PlainText(label=_("Name"), max_length=60, help_text=_("Only you see it."))
    time_zone = forms.ChoiceField(label=_("Time zone"))
    country = forms.ChoiceField(label=_("Closed on public holidays of"), required=False)
    region = forms.CharField(label=_("Region"), required=False, widget=forms.Select)
    closed_days = DaysOffField(
        label=_("Days you take off"),
        help_text=_("One line each, such as 2026-12-24 – 2026-12-31 Company holidays."),
    )

    def __init__(self, *args: Any, hours: BusinessHours, **kwargs: Any) -> None:
        self.hours = hours
        kwargs["initial"] = _initial(hours)
        super().__init__(*args, **kwargs)
        for number, day in WEEKDAYS.items():
            self.fields[f"day_{number}"] = OpeningTimes(label=day)
        zones = [(zone, zone.replace("_", " ")) for zone in time_zones()]
        self.fields["time_zone"].choices = zones  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("None")), *_countries()]  # type: ignore[attr-defined]
        _offer_regions(self.fields["region"], self._country)

    @property
    def _country(self) -> str:
        """The one chosen here, else the one that was."""
        return str(self.data.get("country", "")) if self.is_bound else self.hours.country

    @property
    def days(self) -> list[forms.BoundField]:
        """The lines of the week."""
        return [self[f"day_{number}"] for number in range(7)]

    def clean_region(self) -> str:
        """One of the country's; that of the country chosen before means the whole of the new one."""
        chosen = str(self.cleaned_data["region"])
        return chosen if chosen in dict(regions_of(self.cleaned_data.get("country", ""))) else ""

    def save(self, by: User) -> None:
        """Keep what was given."""
        names = ("name", "time_zone", "country", "region", "closed_days")
        week = [self.cleaned_data[f"day_{number}"] for number in range(7)]
        self.hours.change(by, week=week, **{name: self.cleaned_data[name] for name in names})


class RegionForm(forms.Form):
    """Only the regions of a country, to put into the page when another country is chosen."""

    region = forms.CharField(label=_("Region"), required=False, widget=forms.Select)

    def __init__(self, country: str) -> None:
        super().__init__()
        _offer_regions(self.fields["region"], country)


def new_hours() -> BusinessHours:
    """What most companies would fill in, not saved."""
    return BusinessHours(name=str(_("Office hours")), time_zone=Site.current().time_zone)


def _initial(hours: BusinessHours) -> dict[str, Any]:
    values = {"name": hours.name, "time_zone": hours.time_zone, "country": hours.country, "region": hours.region}
    week = {f"day_{number}": write_intervals(day) for number, day in enumerate(hours.schedule.week)}
    return {**values, **week, "closed_days": write_days_off(hours.days_off)}


def _offer_regions(field: forms.Field, country: str) -> None:
    field.widget.choices = [("", _("The whole country")), *regions_of(country)]


def _countries() -> list[tuple[str, str]]:
    language = get_language() or "en"
    return sorted(((code, country_name(code, language)) for code in countries()), key=lambda one: one[1])
