"""A pair of words, and what is decided about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helpwell.answers.models import Synonym
from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.people.models import User


class SynonymForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whoever types the first word is shown what the second finds as well."""

    language = forms.ChoiceField(label=_("Language"))

    class Meta:
        model = Synonym
        fields = ["language", "word", "meaning"]
        labels = {"word": _("Customers say"), "meaning": _("We say")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys([*Site.current().languages, *filter(None, [self.instance.language])])
        self.fields["language"].choices = [(code, language_name(code)) for code in codes]  # type: ignore[attr-defined]

    def clean_word(self) -> str:
        return " ".join(self.cleaned_data["word"].split())

    def clean_meaning(self) -> str:
        return " ".join(self.cleaned_data["meaning"].split())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("word") and values.get("word", "").casefold() == values.get("meaning", "").casefold():
            self.add_error("meaning", _("That is the same word. Name the one that stands in your articles."))
        return values

    def validate_unique(self) -> None:
        """A pair that waits or was refused is simply put in use."""

    def save_as(self, user: User) -> Synonym:
        """Put the pair in use; the former wording of it is refused."""
        values = self.cleaned_data
        former = Synonym.objects.filter(pk=self.instance.pk).first()
        if former and any(getattr(former, name) != values[name] for name in self.Meta.fields):
            former.move_to(Synonym.Status.REFUSED, user)
        return Synonym.put_in_use(values["language"], values["word"], values["meaning"], user)


class SynonymStatusForm(forms.Form):
    """What an editor decides."""

    status = forms.ChoiceField(choices=Synonym.Status.choices)
