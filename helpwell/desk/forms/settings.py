"""The parts of the settings: each checks its own values and keeps them apart from the others."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Field, URLField
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from helpwell.base.logo import checked_logo
from helpwell.base.models import Site
from helpwell.base.site import time_zones
from helpwell.desk.stylesheet import mistakes_in


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
