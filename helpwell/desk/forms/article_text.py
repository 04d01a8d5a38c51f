"""The words of an article as its editor sends them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpwell.desk.forms.plain_text import PlainText
from helpwell.knowledge.models.revision import Content

LONGEST_BODY = 1_000_000  # letters of HTML


class ArticleText(forms.Form):
    """`version` and `base` say what the editor saw when she began to write."""

    title = PlainText(label=_("Title"), required=False, max_length=200)
    summary = PlainText(label=_("Short answer"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))
    body = PlainText(label=_("Text"), required=False, max_length=LONGEST_BODY, widget=forms.Textarea({"rows": 16}))
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_title(self) -> str:
        """A title is one line, however it was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    @property
    def content(self) -> Content:
        """The words. Only after `is_valid`."""
        return Content(*(self.cleaned_data[name] for name in ("title", "summary", "body")))
