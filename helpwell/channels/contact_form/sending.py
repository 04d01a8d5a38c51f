"""Send a filled-in form: kept once, confirmed by mail, and not too often."""

from dataclasses import dataclass

from django.db import transaction

from helpwell.base.limits import seconds_to_wait
from helpwell.channels.contact_form.mails import confirm
from helpwell.conversations.inbound import InboundMessage
from helpwell.conversations.models import Message
from helpwell.intake import receive
from helpwell.knowledge.models import Category

PER_TARGET = 5  # messages an hour that ask for an answer to one address (T6)
PER_SENDER = 20  # messages an hour from one network address
HOUR = 3600  # seconds


@dataclass(frozen=True)
class Refused(Exception):
    """Too many from here, or for this address; there is room again in `seconds`."""

    seconds: int


def send(inbound: InboundMessage, sender: str, topic: Category | None = None) -> Message:
    """Keep the message and confirm it; `sender` is the network address it came from. Raises `Refused`.

    The same again, from a double click or the back button, gives the first one back and counts for nothing.
    """
    if known := Message.objects.already_received(inbound.identity):
        return known
    _must_not_be_too_many("form.sender", sender, PER_SENDER)
    _must_not_be_too_many("form.target", inbound.sender.email, PER_TARGET)
    return _keep(inbound, topic)


@transaction.atomic
def _keep(inbound: InboundMessage, topic: Category | None) -> Message:
    message = receive(inbound)
    if topic:
        message.conversation.set_topic(topic, by=None)
    if not inbound.seems_spam:
        confirm(message)
    return message


def _must_not_be_too_many(name: str, who: str, most: int) -> None:
    if seconds := seconds_to_wait(name, who, most, HOUR):
        raise Refused(seconds)
