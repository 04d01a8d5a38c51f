"""What an editor decides about a vote, and about an article that is to be read again."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.knowledge.models import Vote
from helpwell.people.models import User

HALF_A_YEAR = timedelta(days=182)


def in_half_a_year() -> date:
    """The date that is proposed for the next review."""
    return timezone.localdate() + HALF_A_YEAR


class SettlementForm(forms.Form):
    """What became of a vote."""

    status = forms.ChoiceField(choices=Vote.Status.choices)


class AssigneeForm(forms.Form):
    """Who sees to it."""

    assignee = forms.ModelChoiceField(User.objects.none(), required=False)

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["assignee"].queryset = User.objects.staff()  # type: ignore[attr-defined]


class ConfirmationForm(forms.Form):
    """Until when it is right."""

    until = forms.DateField(
        label=_("Still right until"),
        initial=in_half_a_year,
        widget=forms.DateInput(attrs={"type": "date", "class": "input input--short"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a date."), "invalid": _("Write it as 2027-05-31.")},
    )

    def clean_until(self) -> date:
        """A day that is still to come."""
        until: date = self.cleaned_data["until"]
        if until <= timezone.localdate():
            raise ValidationError(_("Choose a day that is still to come."))
        return until
