"""An invitation of a chat: what it says, where, and when it is due."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.channels.chat.models import Invitation
from helpwell.desk.forms.patterns import Patterns
from helpwell.desk.forms.plain_text import PlainText
from helpwell.people.models import User

PLAIN = ("name", "pages", "seconds", "scroll", "visits", "opens_panel", "is_on")


class InvitationForm(forms.Form):
    """One of them; a new one when it has no key yet."""

    name = PlainText(label=_("Name"), max_length=60, help_text=_("Only you see it."))
    pages = Patterns(
        label=_("Only on these pages"),
        help_text=_("One address a line; * stands for anything, such as /frames*. Empty: on every page."),
    )
    seconds = forms.IntegerField(label=_("After so many seconds on the page"), min_value=3, max_value=3600)
    scroll = forms.IntegerField(label=_("Once so much of the page was seen (%)"), min_value=0, max_value=100)
    visits = forms.IntegerField(label=_("From which visit on"), min_value=1, max_value=100)
    opens_panel = forms.BooleanField(label=_("Open the whole chat on large screens"), required=False)
    is_on = forms.BooleanField(label=_("Switched on"), required=False)

    def __init__(self, data: Any = None, *, invitation: Invitation) -> None:
        self.invitation = invitation
        values = {name: getattr(invitation, name) for name in PLAIN} | {"pages": "\n".join(invitation.pages)}
        super().__init__(data, initial=values, prefix=f"i{invitation.pk or 0}")
        for code in Site.current().languages:
            area = forms.Textarea({"rows": 2, "lang": code})
            self.fields[f"text_{code}"] = PlainText(
                label=language_name(code), max_length=160, required=False, widget=area
            )
            self.initial[f"text_{code}"] = invitation.texts.get(code, "")

    @property
    def texts(self) -> list[forms.BoundField]:
        """What it says, language by language."""
        return [self[f"text_{code}"] for code in Site.current().languages]

    def save(self, by: User) -> None:
        """Keep it."""
        given = {code: self.cleaned_data[f"text_{code}"] for code in Site.current().languages}
        texts = {code: text for code, text in given.items() if text}
        self.invitation.change(by, **{name: self.cleaned_data[name] for name in PLAIN}, texts=texts)
