"""How soon one wants to answer: hours on the page, minutes in the row."""

import math
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from helpwell.automation.models import SlaPolicy
from helpwell.conversations.models import Inbox
from helpwell.desk.forms.plain_text import PlainText
from helpwell.people.models import User

LONGEST = 24 * 60  # hours
TARGETS = ("first_reply", "next_reply", "resolution")


class OpenHours(forms.FloatField):
    """A length in open hours; nothing: no target."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=0.05, max_value=LONGEST, step_size=None, **kwargs)
        self.widget.attrs |= {"step": "any", "inputmode": "decimal"}

    def prepare_value(self, value: Any) -> Any:
        """Minutes of the row as hours."""
        return f"{value / 60:.2f}".rstrip("0").rstrip(".") if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        """In minutes."""
        hours = super().clean(value)
        return None if hours is None else math.ceil(hours * 60)


class TargetForm(forms.Form):
    """One set of targets."""

    name = PlainText(label=_("Name"), max_length=60, help_text=_("Only you see it."))
    inbox = forms.ModelChoiceField(
        label=_("Inbox"), queryset=Inbox.objects.none(), required=False, empty_label=_("every inbox")
    )
    only_urgent = forms.BooleanField(label=_("Only urgent conversations"), required=False)
    first_reply = OpenHours(
        label=_("First reply within"), help_text=_("Hours in which you are there, such as 4 or 0.5.")
    )
    next_reply = OpenHours(label=_("Every other reply within"))
    resolution = OpenHours(label=_("Resolved within"))

    def __init__(self, *args: Any, policy: SlaPolicy, **kwargs: Any) -> None:
        self.policy = policy
        kwargs["initial"] = {name: getattr(policy, name) for name in ("name", "only_urgent", *TARGETS)}
        kwargs["initial"]["inbox"] = policy.inbox_id
        super().__init__(*args, **kwargs)
        self.fields["inbox"].queryset = Inbox.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """At least one target."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not any(given.get(name) for name in TARGETS):
            raise ValidationError(_("Set at least one target."))
        return given

    def save(self, by: User) -> None:
        """Keep what was given."""
        self.policy.change(by, **self.cleaned_data)
