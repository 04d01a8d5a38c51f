"""Mails to a customer who wrote through the form: each brings her private link, and none repeats her words.

Whoever typed an address into the form may be a stranger to it; so nothing typed there is ever sent to it (T6).
"""

from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from helpwell.base.languages import interface_language
from helpwell.base.models import Site
from helpwell.conversations.models import Conversation, Message
from helpwell.conversations.private_link import Way, make
from helpwell.outbox.models import Mail
from helpwell.people.models import Address, User

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def confirm(message: Message) -> Mail | None:
    """Tell her that her message has arrived and where she finds it. Twice is once; None: there is no address."""
    conversation, address = message.conversation, address_of(message.conversation)
    if address is None:
        return None
    own_id = _message_id(message)
    known = Mail.objects.filter(message_id=own_id).first()
    return known or Mail.enqueue(_compose("confirmation", conversation, address, AUTOMATIC | {"Message-ID": own_id}))


def bring(reply: Message, address: Address) -> Mail:
    """An agent's or the bot's reply on its way to her. Raises `BadHeaderError` and `ValueError` as the outbox does."""
    headers = {"Message-ID": _message_id(reply)} | (AUTOMATIC if reply.is_automatic else {})
    if first := reply.conversation.messages.for_customer().first():
        headers |= {"In-Reply-To": _message_id(first), "References": _message_id(first)}
    words = {"reply": reply, "file_count": reply.files.count()}
    return Mail.enqueue(_compose("reply", reply.conversation, address, headers, reply.author, **words))


def send_fresh_link(conversation: Conversation, address: Address) -> Mail:
    """A new link in place of one that has run out, to the address the old one was made for."""
    return Mail.enqueue(_compose("fresh_link", conversation, address, AUTOMATIC))


def address_of(conversation: Conversation) -> Address | None:
    """Where she reads us; None when she left no address."""
    return conversation.contact.today.address or conversation.contact.address


def private_url(conversation: Conversation, address: Address) -> str:
    """The link that a mail brings."""
    token = make(conversation, address, Way.MAIL)
    path = reverse("help_center:conversation", args=[_language_of(conversation), token])
    return f"{settings.HELPWELL.address.rstrip('/')}{path}"


def _compose(
    name: str,
    conversation: Conversation,
    address: Address,
    headers: dict[str, str],
    author: User | None = None,
    **words: Any,
) -> EmailMessage:
    """The mail in her language. The subject stays the same, so that her program keeps the mails together."""
    site = Site.current()
    words |= {"site": site, "conversation": conversation, "link": private_url(conversation, address)}
    with translation.override(interface_language(_language_of(conversation))):
        subject = render_to_string("contact_form/mail/subject.txt", words)
        text = render_to_string(f"contact_form/mail/{name}.txt", words)
    return EmailMessage(
        " ".join(subject.split()),
        text.strip() + "\n",
        _sender(site, author),
        [address.value],
        reply_to=[site.contact_email] if site.contact_email else [],
        headers=dict(headers),  # the outbox adds its own
    )


def _sender(site: Site, author: User | None) -> str:
    """Our address under the agent's name and the site's, on one line whatever they hold (T21)."""
    name = f"{author} ({site.name})" if author else site.name
    return formataddr((" ".join(name.split()), settings.DEFAULT_FROM_EMAIL))


def _message_id(message: Message) -> str:
    """Always the same for one message, and nobody else can make it (T4)."""
    proof = salted_hmac("helpwell.message_id", str(message.pk), algorithm="sha256").hexdigest()[:32]
    return f"<{message.conversation_id}.{message.pk}.{proof}@{settings.HELPWELL.host}>"


def _language_of(conversation: Conversation) -> str:
    """Hers, if the site speaks it."""
    site = Site.current()
    return conversation.language if conversation.language in site.languages else site.default_language
