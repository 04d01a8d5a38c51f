"""When an article that was found right should be read again."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from helpwell.base.site import today

CHOICES = [("90", _("in three months")), ("182", _("in half a year")), ("365", _("in a year")), ("", _("never"))]


class Review(forms.Form):
    """Days until the next look; empty: never."""

    days = forms.ChoiceField(label=_("Read it again"), choices=CHOICES, required=False, initial="182")

    @property
    def next_review_on(self) -> date | None:
        """The day of the next look; None: never."""
        days = self.cleaned_data["days"]
        return today() + timedelta(days=int(days)) if days else None
