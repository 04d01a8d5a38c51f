"""The one way in: every channel hands its messages to `receive`."""

from django.db import IntegrityError, transaction

from helpwell.base.in_line import in_line
from helpwell.bot.waiting import hurry
from helpwell.conversations.assigning import assign_least_busy
from helpwell.conversations.inbound import InboundMessage
from helpwell.conversations.models import Conversation, Message
from helpwell.people.models import Contact


def receive(inbound: InboundMessage, *, all_or_none: bool = False) -> Message:
    """Record a message once and see that somebody holds it. The bot looks at it after the commit.

    Works the same from a web request, a worker and a test; sending the same message again gives the first one back.
    `all_or_none`: within a transaction that is done again in parts if anything in it fails, also a message that came
    before. That saves the database two words for each.
    """
    inbound = inbound.storable()
    try:
        with in_line(), transaction.atomic(savepoint=not all_or_none):
            return _receive(inbound)
    except IntegrityError:  # it came before, or twice at this moment: the database alone can tell, so nobody asks first
        if not all_or_none and (known := Message.objects.already_received(inbound.identity)):
            return known
        raise


def _receive(inbound: InboundMessage) -> Message:
    contact = Contact.objects.recognise(inbound.sender)
    conversation = Conversation.objects.continue_or_open(inbound, contact)
    message = conversation.receive(inbound)
    if conversation.needs_agent:
        assign_least_busy(conversation)
    if message.awaits_bot:
        transaction.on_commit(hurry)  # only hurries: the sweep in worker.py finds what it misses
    return message
