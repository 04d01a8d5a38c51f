"""What belongs to an article whichever language it is read in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helpwell.desk.forms.choices import category_choices
from helpwell.knowledge.models import Article
from helpwell.people.models import User


class ArticleSettings(forms.ModelForm):  # type: ignore[type-arg]
    """Each may be changed by itself; the page sends them all."""

    class Meta:
        model = Article
        fields = ["category", "visibility", "kind", "owner", "review_on"]
        widgets = {"review_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = User.objects.staff().by_name()  # type: ignore[attr-defined]
        self.fields["owner"].empty_label = _("Nobody")  # type: ignore[attr-defined]
        self.fields["category"].choices = [("", _("None")), *category_choices(language)]  # type: ignore[attr-defined]
