"""An inbox: what it is called, who answers it and when, where it may be shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helpwell.conversations.models import Inbox
from helpwell.desk.forms.origins import Origins
from helpwell.desk.forms.plain_text import PlainText
from helpwell.people.models import BusinessHours, Team, User

CHANNELS = [(channel.value, channel.label) for channel in (Inbox.Channel.CONTACT_FORM, Inbox.Channel.CHAT)]


class InboxForm(forms.Form):
    """What every inbox has."""

    name = PlainText(label=_("Name"), max_length=60, help_text=_("Only you see it."))
    team = forms.ModelChoiceField(
        label=_("Answered by"), queryset=Team.objects.none(), required=False, empty_label=_("everybody")
    )
    hours = forms.ModelChoiceField(
        label=_("Business hours"),
        queryset=BusinessHours.objects.none(),
        required=False,
        empty_label=_("the usual ones"),
    )
    is_active = forms.BooleanField(label=_("Takes messages"), required=False)
    origins = Origins(
        label=_("Websites that may show it"),
        help_text=_("One address a line, such as https://shop.example. Your help centre always may."),
    )

    def __init__(self, *args: Any, inbox: Inbox, **kwargs: Any) -> None:
        self.inbox = inbox
        kwargs["initial"] = {
            "name": inbox.name,
            "team": inbox.team_id,
            "hours": inbox.hours_id,
            "is_active": inbox.is_active,
            "origins": "\n".join(inbox.origins),
        }
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.all()  # type: ignore[attr-defined]
        self.fields["hours"].queryset = BusinessHours.objects.all()  # type: ignore[attr-defined]

    def save(self, by: User) -> None:
        """Keep what was given."""
        self.inbox.change(by, **self.cleaned_data)


class NewInboxForm(forms.Form):
    """A door of a kind."""

    channel = forms.ChoiceField(label=_("Kind"), choices=CHANNELS)
    name = PlainText(label=_("Name"), max_length=60)
