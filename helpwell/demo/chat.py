"""The shop's chat: it stands on the help pages, the assistant answers first, and a person is in reach."""

from helpwell.conversations.models import Inbox


def open_chat() -> None:
    """Once."""
    if not Inbox.objects.filter(channel=Inbox.Channel.CHAT).exists():
        Inbox(channel=Inbox.Channel.CHAT, name="Chat", options={"on_help_pages": True}).open(by=None)
