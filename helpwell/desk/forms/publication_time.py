"""When to publish, by the clock of the person who says it."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

WHEN = _("Say on which day and at what time.")


class PublicationTime(forms.Form):
    """A moment to come, read in the current time zone."""

    use_required_attribute = False  # its field stands in a closed dialog while the rest of the form is sent

    at = forms.DateTimeField(
        label=_("Publish on"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "form": "text"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={"required": WHEN, "invalid": WHEN},
    )

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"]
        if at <= timezone.now():
            raise forms.ValidationError(_("That moment has passed. Choose one to come, or publish now."))
        return at
