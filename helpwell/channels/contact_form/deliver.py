"""Bring replies to customers of the form: each becomes one mail, and the mail's fate becomes the reply's."""

import structlog
from django.core.mail import BadHeaderError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpwell.channels.contact_form.mails import address_of, bring
from helpwell.conversations.models import Inbox, Message
from helpwell.outbox.models import Mail

logger = structlog.stdlib.get_logger(__name__)

NO_ADDRESS = _("We do not know her e-mail address.")
BAD_HEADER = _("A name or the subject has a line break in it, so no mail can carry it.")


def bring_replies() -> int:
    """Make mails of what waits to be sent, and note what became of those on their way; how many were made."""
    waiting = Message.objects.to_send(Inbox.Channel.CONTACT_FORM).filter(mail=None).values_list("pk", flat=True)
    made = sum(_carry(pk) for pk in list(waiting))
    note_fates()
    return made


@transaction.atomic
def _carry(pk: int) -> bool:
    """One reply into the outbox. Its row is locked, so two workers make one mail."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=pk)
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


def note_fates() -> None:
    """What the mail server took is sent; what it refused for good is shown as failed, in words."""
    form = Inbox.Channel.CONTACT_FORM
    carried = Message.objects.filter(conversation__inbox__channel=form, mail__isnull=False).select_related("mail")
    not_sent = carried.filter(delivery__in=[Message.Delivery.PENDING, Message.Delivery.FAILED])
    for message in not_sent.filter(mail__status=Mail.Status.SENT):
        message.mark_sent()
    for message in not_sent.filter(delivery=Message.Delivery.PENDING, mail__status=Mail.Status.FAILED):
        message.mark_failed(str(message.mail.get_failure_display()) if message.mail else "")
