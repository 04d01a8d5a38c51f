"""Mails of the chat: an answer she has not seen, and the conversation to keep. Each brings her private link."""

from collections.abc import Sequence
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from helpwell.base.languages import interface_language
from helpwell.base.models import Site
from helpwell.conversations.models import Conversation, Message
from helpwell.conversations.private_link import Way, make
from helpwell.outbox.models import Mail
from helpwell.people.models import Address, User

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def bring(conversation: Conversation, replies: Sequence[Message], address: Address) -> Mail:
    """What an agent has answered while she was away. Raises `BadHeaderError` and `ValueError` as the outbox does."""
    return Mail.enqueue(_compose("reply", conversation, address, replies[-1].author, replies=replies))


def send_transcript(conversation: Conversation, address: Address) -> Mail:
    """The conversation to keep. Whoever only typed an address is sent the link alone: it may be a stranger's (T6)."""
    is_hers = address.proven_at is not None
    messages = conversation.messages.for_customer().select_related("author") if is_hers else ()
    return Mail.enqueue(_compose("transcript", conversation, address, None, AUTOMATIC, messages=messages))


def _compose(
    name: str,
    conversation: Conversation,
    address: Address,
    author: User | None,
    headers: dict[str, str] | None = None,
    **words: Any,
) -> EmailMessage:
    """The mail in her language. The subject stays the same, so that her program keeps the mails together."""
    site = Site.current()
    words |= {"site": site, "conversation": conversation, "link": _link(conversation, address), "author": author}
    with translation.override(interface_language(_language_of(conversation))):
        subject = render_to_string("chat/mail/subject.txt", words)
        text = render_to_string(f"chat/mail/{name}.txt", words)
    return EmailMessage(
        " ".join(subject.split()),
        text.strip() + "\n",
        _sender(site, author),
        [address.value],
        headers=dict(headers or {}),
    )


def _link(conversation: Conversation, address: Address) -> str:
    token = make(conversation, address, Way.MAIL)
    path = reverse("help_center:conversation", args=[_language_of(conversation), token])
    return f"{settings.HELPWELL.address.rstrip('/')}{path}"


def _sender(site: Site, author: User | None) -> str:
    """Our address under the agent's name and the site's, on one line whatever they hold (T21)."""
    name = f"{author.name or site.name} ({site.name})" if author else site.name
    return formataddr((" ".join(name.split()), settings.DEFAULT_FROM_EMAIL))


def _language_of(conversation: Conversation) -> str:
    """Hers, if the site speaks it."""
    site = Site.current()
    return conversation.language if conversation.language in site.languages else site.default_language
