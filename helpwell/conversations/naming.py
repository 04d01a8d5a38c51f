"""What a customer is called in lists."""

from collections.abc import Iterable

from helpwell.base.related import fetch_related
from helpwell.conversations.models import Conversation


def know_names(conversations: Iterable[Conversation]) -> None:
    """Who has no name is called by her address: fetch those of all of them at once."""
    fetch_related([one.contact for one in conversations if not one.contact.name], "addresses")
