"""Which websites may show an inbox's chat (T14)."""

from urllib.parse import urlsplit

from django.conf import settings

from helpwell.conversations.models import Inbox


def may_show(inbox: Inbox, origin: str, host: str) -> bool:
    """Whether a page of this origin may talk to us: one of the inbox's websites, or a page of our own."""
    parts = urlsplit(origin)
    if parts.scheme not in {"http", "https"}:  # "null" of a sandboxed frame, "" of no browser at all
        return False
    ours = {host, urlsplit(settings.HELPWELL.address).netloc}
    return parts.netloc in ours or origin.lower() in {site.rstrip("/").lower() for site in inbox.origins}
