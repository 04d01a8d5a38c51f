"""What an admin may set for a chat, kept in its inbox's `options`."""

from dataclasses import dataclass
from typing import Self

from helpwell.conversations.models import Inbox


@dataclass(frozen=True)
class ChatOptions:
    """Which parts of the widget there are. Without any of them it shows search and articles only."""

    has_assistant: bool
    has_people: bool
    form_url: str  # the page of a contact form to offer as well; "" for none
    on_help_pages: bool  # it stands on our own public pages too

    @classmethod
    def of(cls, inbox: Inbox) -> Self:
        """The settings of this inbox."""
        return cls(
            inbox.has_assistant,
            inbox.has_people,
            str(inbox.options.get("form_url", "")),
            bool(inbox.options.get("on_help_pages")),
        )
