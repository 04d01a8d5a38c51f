"""What comes in: a file, or questions and answers pasted as text."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.knowledge.importing.pasting import json_lines_of
from helpwell.knowledge.importing.rows import Unusable
from helpwell.knowledge.importing.sources import LARGEST
from helpwell.knowledge.models import Import
from helpwell.people.models import User


class Arrival(forms.Form):
    """Either a file or pasted text, and the language of what names none."""

    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True)
    text = forms.CharField(
        label=_("Questions and answers"),
        required=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 10}),
    )
    language = forms.ChoiceField(label=_("Language, where the file does not say"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = Site.current().languages
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        field.choices = [(code, language_name(code)) for code in codes]
        field.initial = codes[0]

    def clean(self) -> dict[str, Any]:
        """Say what is missing, and turn pasted text into rows."""
        found: dict[str, Any] = super().clean() or {}
        upload, text = found.get("file"), found.get("text")
        if upload and upload.size > LARGEST:
            self.add_error("file", gettext("This file is too large; 64 MB are the most. Split it into several files."))
        elif not upload and not text and not self.errors:
            self.add_error("text" if "pasted" in self.data else "file", gettext("There is nothing here to import yet."))
        elif text and not upload:
            try:
                found["rows"] = json_lines_of(text, found.get("language", ""))
            except Unusable:
                self.add_error("text", gettext("There is no question in this text."))
        return found

    def receive(self, by: User) -> Import:
        """Keep it; it is brought in at once."""
        found = self.cleaned_data
        upload = found.get("file") or ContentFile(found["rows"].encode())
        return Import.receive(upload, upload.name or gettext("Pasted text"), found.get("language", ""), by)
