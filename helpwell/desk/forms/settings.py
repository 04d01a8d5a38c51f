"""The parts of the settings: each checks its own values and keeps them apart from the others."""

from typing import Any

from babel import Locale
from babel.localedata import locale_identifiers
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Field, URLField
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helpwell.base.logo import checked_logo
from helpwell.base.models import Site
from helpwell.base.site import time_zones
from helpwell.desk.stylesheet import mistakes_in

VARIANTS = {"pt_BR", "en_GB", "de_AT", "de_CH", "zh_Hant"}


class PartForm(forms.ModelForm):  # type: ignore[type-arg]
    """A part of the site's settings."""

    def values(self) -> dict[str, Any]:
        """What to set."""
        return {name: self.cleaned_data[name] for name in self.fields if name in self._names}

    @cached_property
    def _names(self) -> set[str]:
        return {field.name for field in Site._meta.get_fields()}


class LookForm(PartForm):
    """Name, logo, colour."""

    forget_logo = forms.BooleanField(label=_("Show the name instead of the logo"), required=False)

    class Meta:
        model = Site
        fields = ["name", "logo", "hue"]
        help_texts = {
            "logo": _("PNG, JPEG or WebP, at most 1 MB. It is shown 32 pixels high."),
            "hue": _("Move it until it fits your brand. Every colour stays easy to read."),
        }
        widgets = {
            "logo": forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
            "hue": forms.NumberInput(attrs={"type": "range", "min": 0, "max": 360, "class": "range"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.logo:
            del self.fields["forget_logo"]

    def clean_logo(self) -> Any:
        """A picture that browsers show, under a name that says nothing."""
        logo = self.cleaned_data.get("logo")
        return checked_logo(logo) if isinstance(logo, UploadedFile) else logo

    def values(self) -> dict[str, Any]:
        forgotten = {"logo": ""} if self.cleaned_data.get("forget_logo") else {}
        return super().values() | forgotten


def _field_of(field: "Field[Any, Any]", **options: Any) -> forms.Field | None:
    """With "example.com" meant as it is today."""
    scheme: dict[str, Any] = {"assume_scheme": "https"} if isinstance(field, URLField) else {}
    return field.formfield(**scheme, **options)


class PlaceForm(PartForm):
    """Time zone and links."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=lambda: [(name, name) for name in time_zones()])

    class Meta:
        model = Site
        fields = ["time_zone", "home_url", "contact_email", "contact_url", "imprint_url", "privacy_url"]
        help_texts = {
            "contact_email": _("Shown where no answer was found."),
            "contact_url": _("A page with your own form or phone number; it is offered beside the address."),
            "imprint_url": _("Linked at the foot of every page."),
            "privacy_url": _("Linked at the foot of every page."),
        }
        formfield_callback = _field_of


class QuestionsForm(PartForm):
    """How long questions are kept, and what counts as popular or too short."""

    class Meta:
        model = Site
        fields = ["retention_days", "popular_days", "least_words", "jargon"]
        labels = {
            "retention_days": _("Keep questions for how many days"),
            "popular_days": _("Popular questions of the last how many days"),
            "least_words": _("Warn when an answer has fewer words than"),
            "jargon": _("Words only we use"),
        }
        help_texts = {
            "retention_days": _(
                "Each night, older questions lose their words and the random id of their visitor. The figures stay."
            ),
            "popular_days": _("The home page of the help centre shows what many asked in this time."),
            "jargon": _(
                "The editor points them out. One a line; after “=” what customers say, as in: SKU = article number"
            ),
        }
        widgets = {"jargon": forms.Textarea(attrs={"rows": 4, "class": "input", "spellcheck": "false"})}


class StylesheetForm(PartForm):
    """The operator's own stylesheet."""

    class Meta:
        model = Site
        fields = ["brand_css"]
        help_texts = {
            "brand_css": _("Comes after ours and wins. Nothing is loaded from other addresses."),
        }
        widgets = {"brand_css": forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "input input--code"})}

    def clean_brand_css(self) -> str:
        """Refuse what would break the page or not work."""
        css: str = self.cleaned_data["brand_css"]
        if mistakes := list(mistakes_in(css)):
            raise ValidationError(mistakes)
        return css


PARTS: dict[str, type[PartForm]] = {
    "look": LookForm,
    "place": PlaceForm,
    "questions": QuestionsForm,
    "stylesheet": StylesheetForm,
}


class LanguagesForm(forms.Form):
    """One change of the list of languages."""

    add = forms.ChoiceField(label=_("Another language"), required=False)
    remove = forms.CharField(required=False)
    up = forms.CharField(required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.offered = list(Site.stored().languages)
        known = [pair for pair in _languages() if pair[0] not in self.offered]
        self.fields["add"].choices = [("", _("Choose one")), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("remove") in self.offered and len(self.offered) == 1:
            raise ValidationError(_("One language must stay. Add another one first."))
        if not any(values.get(name) for name in self.fields) and not self.errors:
            self.add_error("add", _("Choose a language."))
        return values

    def changed(self) -> list[str]:
        """The list with the change made."""
        values, offered = self.cleaned_data, list(self.offered)
        if values["add"]:
            offered.append(values["add"])
        if values["remove"] in offered:
            offered.remove(values["remove"])
        if values["up"] in offered[1:]:
            place = offered.index(values["up"])
            offered[place - 1], offered[place] = offered[place], offered[place - 1]
        return offered


def _languages() -> list[tuple[str, str]]:
    """Every language the locale data knows by name, and the variants people ask for, in the reader's alphabet.

    Names come from the reader's own language: each in itself would read hundreds of files.
    """
    reader = Locale.parse(get_language() or "en", sep="-")
    names = dict(reader.languages) | {code: Locale.parse(code).get_display_name(reader) for code in VARIANTS}
    codes = {identifier for identifier in locale_identifiers() if "_" not in identifier} | VARIANTS
    named = [(code.replace("_", "-").lower(), names[code] or code) for code in codes if code in names]
    return sorted(named, key=lambda pair: pair[1].casefold())
