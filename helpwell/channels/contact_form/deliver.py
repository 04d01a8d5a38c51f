"""Bring replies to customers of the form: each becomes one mail, and the mail's fate becomes the reply's."""

from typing import Any

import structlog
from django.core.mail import BadHeaderError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from helpwell.base.prepared import written_once
from helpwell.channels.contact_form.mails import bring
from helpwell.conversations.mailing import BAD_HEADER, address_of, note_fates
from helpwell.conversations.models import Inbox, Message

logger = structlog.stdlib.get_logger(__name__)

NO_ADDRESS = _("We do not know the customer's e-mail address.")


def bring_replies() -> int:
    """Make mails of what waits to be sent, and note what became of those on their way; how many were made."""
    made = sum(map(_carry, _waiting()))
    note_fates(Inbox.Channel.CONTACT_FORM)
    return made


@transaction.atomic
def _carry(pk: int) -> bool:
    """One reply into the outbox. Its row is locked, so two workers make one mail."""
    [message] = _locked(pk)
    if message.mail_id or message.delivery != Message.Delivery.PENDING:
        return False
    address = address_of(message.conversation)
    if address is None:
        message.mark_failed(str(NO_ADDRESS))
        return False
    try:
        message.mark_carried_by(bring(message, address))
    except (BadHeaderError, ValueError):
        logger.exception("Could not compose the mail of message %s", message.pk)
        message.mark_failed(str(BAD_HEADER))
        return False
    return True


@written_once
def _waiting() -> QuerySet[Any, int]:
    return Message.objects.to_send(Inbox.Channel.CONTACT_FORM).filter(mail=None).values_list("pk", flat=True)


@written_once
def _locked(pk: int) -> QuerySet[Message]:
    """With all that goes into its mail."""
    rows = Message.objects.filter(pk=pk).select_for_update(of=("self",))
    return rows.select_related("conversation__contact", "author").prefetch_related(
        "files", "conversation__contact__addresses"
    )
