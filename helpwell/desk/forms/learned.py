"""What an editor says about learned questions."""

from django import forms
from django.utils.http import urlencode

from helpwell.knowledge.models import Article


class ChosenArticleForm(forms.Form):
    """Which article's questions to show."""

    article = forms.ModelChoiceField(Article.objects.all(), required=False)

    def chosen(self) -> Article | None:
        """The article; None for all, and where there is none such."""
        return self.cleaned_data.get("article") if self.is_valid() else None


class VerdictForm(forms.Form):
    """Whether a wording is refused."""

    refuse = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    article = forms.IntegerField(required=False)  # that the page is narrowed to

    def back_to(self, address: str) -> str:
        """The page she came from."""
        article = self.cleaned_data.get("article")
        return f"{address}?{urlencode({'article': article})}" if article else address
