"""What is done about a gap."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from helpwell.answers.models import Gap
from helpwell.base.languages import language_name
from helpwell.base.models import Site


class GapSettlementForm(forms.Form):
    """Put aside, or open again."""

    status = forms.ChoiceField(choices=[(Gap.Status.OPEN, ""), (Gap.Status.DISMISSED, "")])


class GapSynonymForm(forms.Form):
    """Which of the customers' words means which of ours."""

    word = forms.CharField(label=_("Customers say"), max_length=80)
    meaning = forms.CharField(
        label=_("We say"), max_length=80, help_text=_("A word that stands in the article with the answer.")
    )


class SearchForm(forms.Form):
    """Searches in which language, of how many days."""

    DAYS = (7, 14, 30, 90)

    language = forms.ChoiceField(label=_("Language"), required=False)
    days = forms.TypedChoiceField(
        label=_("Period"),
        coerce=int,
        required=False,
        choices=lambda: [(days, ngettext("last %d day", "last %d days", days) % days) for days in SearchForm.DAYS],
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        languages = [(code, language_name(code)) for code in Site.current().languages]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]

    def chosen(self) -> tuple[str, int]:
        """Language and days; the site's first and a week when nothing sensible was asked for."""
        self.full_clean()
        values = getattr(self, "cleaned_data", {})
        return values.get("language") or Site.current().default_language, values.get("days") or 7
