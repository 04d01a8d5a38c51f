"""A chat: which parts of its widget there are, and where it stands."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helpwell.channels.chat.options import ChatOptions
from helpwell.conversations.models import Inbox
from helpwell.people.models import User


class ChatForm(forms.Form):
    """Search and articles are always there; the rest can be switched."""

    assistant = forms.BooleanField(label=_("The assistant answers first"), required=False)
    people = forms.BooleanField(label=_("Customers can write to a person"), required=False)
    presence = forms.BooleanField(
        label=_("Customer and agent see when the other is writing, and what was read"), required=False
    )
    on_help_pages = forms.BooleanField(label=_("It stands on the pages of the help centre too"), required=False)
    form_url = forms.URLField(
        label=_("Page with a contact form"), required=False, max_length=300, assume_scheme="https",
        help_text=_("If there is one, the chat leads there as well."),
    )  # fmt: skip

    def __init__(self, *args: Any, inbox: Inbox, **kwargs: Any) -> None:
        self.inbox, options = inbox, ChatOptions.of(inbox)
        kwargs["initial"] = {
            "assistant": options.has_assistant,
            "people": options.has_people,
            "presence": inbox.shows_presence,
            "on_help_pages": options.on_help_pages,
            "form_url": options.form_url,
        }
        super().__init__(*args, **kwargs)

    def save(self, by: User) -> None:
        """Keep it beside what else the inbox's options hold."""
        self.inbox.change(by, options={**self.inbox.options, **self.cleaned_data})
