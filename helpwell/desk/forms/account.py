"""What somebody at the desk sets for herself."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from helpwell.base.site import time_zones
from helpwell.people.models import User


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, language and time zone, and which mails she wants."""

    language = forms.ChoiceField(label=_("Language of the desk"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    class Meta:
        model = User
        fields = ["name", "language", "time_zone", "wants_late_mails"]
        labels = {"name": _("Name"), "wants_late_mails": _("E-mail me when a response target is missed")}
        help_texts = {
            "wants_late_mails": _(
                "In conversations you hold, of your team, or that nobody holds while you are at the desk. "
                "“Too late” at the desk shows them in any case."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        zones = [(name, name) for name in time_zones()]
        self._offer("language", [("", _("As the browser asks")), *settings.LANGUAGES])
        self._offer("time_zone", [("", _("The help centre's own")), *zones])

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
