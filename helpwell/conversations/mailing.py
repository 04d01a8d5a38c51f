"""Mails that bring a conversation to its customer, whichever door she came through, and what becomes of them."""

from collections.abc import Iterable
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from helpwell.base.languages import interface_language
from helpwell.base.models import Site
from helpwell.base.prepared import written_once
from helpwell.base.storable import one_line
from helpwell.base.uploads import MEGABYTE
from helpwell.conversations.models import Conversation, Message
from helpwell.conversations.private_link import Way, make
from helpwell.outbox.models import Mail, StoredFile
from helpwell.people.models import Address, User

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
MOST_ATTACHED = 7 * MEGABYTE  # of one mail: as mails carry them that is 10 MB, which every mail server takes
BAD_HEADER = _("A name or the subject has a line break in it, so no mail can carry it.")


def address_of(conversation: Conversation) -> Address | None:
    """Where she reads us; None when she left no address."""
    return conversation.contact.today.address or conversation.contact.address


def private_url(conversation: Conversation, address: Address) -> str:
    """The link that a mail brings."""
    token = make(conversation, address, Way.MAIL)
    path = reverse("help_center:conversation", args=[_language_of(conversation), token])
    return f"{settings.HELPWELL.address.rstrip('/')}{path}"


def compose(
    folder: str,
    name: str,
    conversation: Conversation,
    address: Address,
    *,
    author: User | None = None,
    headers: dict[str, str] | None = None,
    **words: Any,
) -> EmailMessage:
    """The mail `name` of a channel's folder of templates, in her language and with her private link.

    The subject stays the same, so that her program keeps the mails together. Colleagues appear by name, never by
    their address.
    """
    site = Site.current()
    signature = author.name if author else ""
    words |= {"site": site, "conversation": conversation, "signature": signature}
    words["link"] = private_url(conversation, address)
    with translation.override(interface_language(_language_of(conversation))):
        subject = render_to_string(f"{folder}/subject.txt", words)
        text = render_to_string(f"{folder}/{name}.txt", words)
    return EmailMessage(
        one_line(subject),
        text.strip() + "\n",
        formataddr((one_line(f"{signature} ({site.name})" if signature else site.name), settings.DEFAULT_FROM_EMAIL)),
        [address.value],
        reply_to=[site.contact_email] if site.contact_email else [],
        headers=dict(headers or {}),  # the outbox adds its own
    )


def files_to_attach(replies: Iterable[Message]) -> tuple[list[StoredFile], int]:
    """Those of their files that go along with one mail, in their order, as long as they fit; how many stay behind."""
    files = [file for reply in replies for file in sorted(reply.files.all(), key=lambda one: one.pk)]
    attached, left = list[StoredFile](), MOST_ATTACHED
    for file in files:
        if file.size <= left:
            attached.append(StoredFile(file.file.name or "", file.name, file.content_type))
            left -= file.size
    return attached, len(files) - len(attached)


def note_fates(channel: str) -> None:
    """What the mail server took is sent; what it refused for good is shown as failed, in words."""
    for message in _sent(channel=channel):
        message.mark_sent()
    for message in _refused(channel=channel):
        message.mark_failed(str(message.mail.get_failure_display()) if message.mail else "")


@written_once
def _sent(*, channel: str) -> QuerySet[Message]:
    return Message.objects.carried(channel).filter(mail__status=Mail.Status.SENT)


@written_once
def _refused(*, channel: str) -> QuerySet[Message]:
    on_its_way = Message.objects.carried(channel).filter(delivery=Message.Delivery.PENDING)
    return on_its_way.filter(mail__status=Mail.Status.FAILED)


def _language_of(conversation: Conversation) -> str:
    """Hers, if the site speaks it."""
    site = Site.current()
    return conversation.language if conversation.language in site.languages else site.default_language
