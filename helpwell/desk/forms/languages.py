"""The languages of the help centre: one more, one less, another order."""

from typing import Any

from babel import Locale
from babel.localedata import locale_identifiers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helpwell.base.models import Site

VARIANTS = {"pt_BR", "en_GB", "de_AT", "de_CH", "zh_Hant"}


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
