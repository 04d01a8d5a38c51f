"""Which chats invite by themselves. Every website's page asks, so it is remembered for a moment."""

from django.core.cache import cache

from helpwell.channels.chat.models import Invitation

KEY, SECONDS = "chat.inviting", 10


def inviting() -> list[str]:
    """The keys of chats that have an invitation to show; the others load nothing for it."""
    known: list[str] | None = cache.get(KEY)
    if known is None:
        known = sorted(set(Invitation.objects.switched_on().values_list("inbox__key", flat=True)))
        cache.set(KEY, known, SECONDS)
    return known
