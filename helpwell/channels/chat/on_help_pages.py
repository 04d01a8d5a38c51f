"""Which chat stands on our own public pages. Every page asks, so it is remembered for a moment."""

from django.core.cache import cache

from helpwell.channels.chat.options import ChatOptions
from helpwell.conversations.models import Inbox

KEY, SECONDS = "chat.on_help_pages", 10


def key_on_help_pages() -> str:
    """The key of the chat to show; "" for none."""
    key = cache.get(KEY)
    if key is None:
        key = _key()
        cache.set(KEY, key, SECONDS)
    return str(key)


def _key() -> str:
    chats = Inbox.objects.active().filter(channel=Inbox.Channel.CHAT).order_by("pk")
    return next((chat.key for chat in chats if ChatOptions.of(chat).on_help_pages), "")
