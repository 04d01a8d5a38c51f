"""A notice in every language of the site, with the time it shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.desk.forms.choices import article_choices
from helpwell.knowledge.access import MEMBERS
from helpwell.knowledge.models import Notice, Translation
from helpwell.people.models import User

MOMENT = "%Y-%m-%dT%H:%M"  # as <input type="datetime-local"> speaks


@dataclass(frozen=True)
class Words:
    """The fields of one language."""

    code: str
    name: str
    fields: list[BoundField]


@dataclass(frozen=True)
class Preview:
    """How it will look in one language."""

    language: str
    level: str
    icon: str
    title: str
    body: str
    link: str


class NoticeForm(forms.Form):
    """Times are meant in the site's time zone."""

    audience = forms.ChoiceField(label=_("For"), choices=Notice.Audience.choices)
    level = forms.TypedChoiceField(label=_("Level"), choices=Notice.Level.choices, coerce=int)
    starts_at = forms.CharField(label=_("From"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    ends_at = forms.CharField(
        label=_("Until"),
        required=False,
        help_text=_("Empty: until somebody takes it down."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    article = forms.ChoiceField(label=_("Leads to the article"), required=False)

    def __init__(self, data: Any = None, *, notice: Notice | None = None) -> None:
        self.notice = notice
        self.site = Site.current()
        super().__init__(data, initial=self._initial())
        self.fields["starts_at"].help_text = _("In the time zone %s.") % self.site.time_zone
        articles = article_choices(Translation.objects.readable(MEMBERS), self.site.languages)
        self.fields["article"].choices = [("", _("No article")), *articles]  # type: ignore[attr-defined]
        for code in self.codes:
            self._add_language(code)

    @property
    def codes(self) -> list[str]:
        """The site's languages, and others this notice already speaks."""
        own = [text.language for text in self.notice.texts.all()] if self.notice else []
        return list(dict.fromkeys([*self.site.languages, *own]))

    def by_language(self) -> Iterator[Words]:
        """The fields of each language, for the page."""
        for code in self.codes:
            yield Words(code, language_name(code), [self[f"{part}_{code}"] for part in ("title", "body", "link")])

    def clean_starts_at(self) -> datetime:
        """A moment, read in the site's time zone."""
        return self._moment(self.cleaned_data["starts_at"])

    def clean_ends_at(self) -> datetime | None:
        """A moment, or None: open end."""
        value = self.cleaned_data["ends_at"]
        return self._moment(value) if value else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("starts_at") and values.get("ends_at") and values["ends_at"] <= values["starts_at"]:
            self.add_error("ends_at", _("It would end before it begins. Choose a later moment."))
        if not any(values.get(f"title_{code}") for code in self.codes):
            self.add_error(f"title_{self.codes[0]}", _("Write a headline in at least one language."))
        for code in self.codes:
            if values.get(f"body_{code}") and not values.get(f"title_{code}"):
                self.add_error(f"title_{code}", _("This text needs a headline."))
        return values

    def save_as(self, user: User) -> Notice:
        """Keep it; readers see it from its moment on."""
        values, notice = self.cleaned_data, self.notice or Notice()
        for name in ("audience", "level", "starts_at", "ends_at"):
            setattr(notice, name, values[name])
        link = f"article:{values['article']}" if values["article"] else ""
        words = {
            code: (values[f"title_{code}"], values[f"body_{code}"], link or values[f"link_{code}"])
            for code in self.codes
            if values[f"title_{code}"]
        }
        notice.write(words, by=user)
        return notice

    def starts_in_words(self) -> str:
        """Its first moment, as a person says it."""
        starts_at: datetime = self.cleaned_data["starts_at"]
        return date_format(timezone.localtime(starts_at, self.site.zone), "SHORT_DATETIME_FORMAT")

    def preview(self) -> list[Preview]:
        """How it looks with what has been typed so far; nothing before that."""
        values = getattr(self, "cleaned_data", {}) if self.is_bound and self.is_valid() else {}
        level, icon = {1: ("info", "info"), 2: ("warn", "triangle-alert"), 3: ("bad", "circle-alert")}.get(
            values.get("level", 1), ("info", "info")
        )
        return [
            Preview(code, level, icon, values[f"title_{code}"], values[f"body_{code}"], values[f"link_{code}"])
            for code in self.codes
            if values.get(f"title_{code}")
        ]

    def _add_language(self, code: str) -> None:
        self.fields[f"title_{code}"] = forms.CharField(label=_("Headline"), max_length=120, required=False)
        self.fields[f"body_{code}"] = forms.CharField(
            label=_("Text"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.fields[f"link_{code}"] = forms.CharField(
            label=_("Link"), max_length=300, required=False, validators=[_is_address]
        )

    def _initial(self) -> dict[str, Any]:
        if self.notice is None:
            return {"starts_at": self._typed(timezone.now()), "audience": Notice.Audience.CUSTOMERS}
        texts = list(self.notice.texts.all())
        articles = [text.link.removeprefix("article:") for text in texts if text.link.startswith("article:")]
        values: dict[str, Any] = {
            "audience": self.notice.audience,
            "level": self.notice.level,
            "starts_at": self._typed(self.notice.starts_at),
            "ends_at": self._typed(self.notice.ends_at) if self.notice.ends_at else "",
            "article": articles[0] if articles else "",
        }
        for text in texts:
            link = "" if text.link.startswith("article:") else text.link
            values |= {f"title_{text.language}": text.title, f"body_{text.language}": text.body}
            values[f"link_{text.language}"] = link
        return values

    def _typed(self, moment: datetime) -> str:
        return timezone.localtime(moment, self.site.zone).strftime(MOMENT)

    def _moment(self, typed: str) -> datetime:
        try:
            return datetime.strptime(typed[:16], MOMENT).replace(tzinfo=self.site.zone)
        except ValueError as error:
            raise ValidationError(_("Write it as 2026-12-24T18:00.")) from error


def _is_address(value: str) -> None:
    parts = urlsplit(value)
    if not (parts.scheme in {"http", "https", "mailto", "tel"} or value.startswith("/")):
        raise ValidationError(_("A link begins with https://, or with / for a page of this site."))
