"""Bring answers to customers of the chat: what they have not seen after a while goes by mail, if we know an address.

Where the widget is open, the answer is there at once and the widget says so (`presence.got`). Without an address it
waits in the conversation until she is back.
"""

from collections.abc import Sequence
from datetime import timedelta

import structlog
from django.core.mail import BadHeaderError
from django.db import transaction
from django.utils import timezone

from helpwell.channels.chat.mails import bring
from helpwell.conversations.mailing import BAD_HEADER, address_of, note_fates
from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.people.models import Address

logger = structlog.stdlib.get_logger(__name__)

AWAY = timedelta(minutes=2)  # an answer nobody has looked at for so long: she has gone


def bring_replies() -> int:
    """One mail a conversation with all she has not seen; how many were made. Notes what became of earlier ones."""
    unseen = Message.objects.unseen_replies(Inbox.Channel.CHAT, timezone.now() - AWAY)
    made = sum(_carry(pk) for pk in set(unseen.values_list("conversation", flat=True)))
    note_fates(Inbox.Channel.CHAT)
    return made


@transaction.atomic
def _carry(pk: int) -> bool:
    """The conversation's row is locked, so that two workers make one mail."""
    conversation = Conversation.objects.select_for_update(of=("self",)).get(pk=pk)
    unseen = Message.objects.unseen_replies(Inbox.Channel.CHAT, timezone.now()).filter(conversation=pk)
    replies = list(unseen.select_related("author").order_by("number"))
    address = address_of(conversation)
    return bool(replies and address and _mailed(conversation, replies, address))


def _mailed(conversation: Conversation, replies: Sequence[Message], address: Address) -> bool:
    try:
        mail = bring(conversation, replies, address)
    except (BadHeaderError, ValueError):
        logger.exception("Could not compose the mail of conversation %s", conversation.pk)
        for reply in replies:
            reply.mark_failed(str(BAD_HEADER))
        return False
    for reply in replies:
        reply.mark_carried_by(mail)
    return True
