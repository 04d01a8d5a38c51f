"""Sixteen who send at once, in one process as channels run in one: `python -m bench.senders 1500`.

Half of the messages open a conversation, half go on in one. Each sender sends every fifth message twice, and one that
a neighbour is sending at the same moment. Prints how long it took and what the database holds, as a JSON object.
"""

import json
import sys
import threading
import time
from typing import Any

import django

SENDERS = 16
TWICE = 5  # every so many messages


def main(count: int) -> dict[str, float]:
    """Send so many different messages."""
    django.setup()
    from helpwell.conversations.models import Conversation, Inbox, Message

    inbox = Inbox.objects.first_of(Inbox.Channel.CONTACT_FORM)
    started, computed = time.perf_counter(), time.process_time()
    senders = [threading.Thread(target=_send, args=(inbox, number, count)) for number in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    seconds, processor = time.perf_counter() - started, time.process_time() - computed
    ids = list(Message.objects.values_list("external_id", flat=True))
    broken = sum(_is_broken(conversation) for conversation in Conversation.objects.prefetch_related("messages"))
    return {
        "seconds": seconds, "processor": processor, "stored": len(ids), "different": len(set(ids)), "broken": broken,
    }  # fmt: skip


def _send(inbox: Any, sender: int, count: int) -> None:
    """Every sixteenth message, in order; some again, and some of the neighbour's."""
    from django.db import connection

    from helpwell.intake import receive

    conversation = None
    for number in range(sender, count, SENDERS):
        message = _message(inbox, number, conversation)
        stored = receive(message)
        conversation = stored.conversation if conversation is None else None
        if number % TWICE == 0:
            receive(message)
            receive(_message(inbox, (number + 1) % count, None))
    connection.close()


def _message(inbox: Any, number: int, conversation: Any) -> Any:
    from helpwell.conversations.inbound import InboundMessage
    from helpwell.people.models import Sender

    return InboundMessage(
        inbox=inbox,
        sender=Sender(name="Laura Berg", email=f"laura{number}@example.com"),
        text=f"Message {number}: my glasses are broken, and I would like to know what to do about it.",
        external_id=f"message-{number}",
        reply_proof=conversation,
    )


def _is_broken(conversation: Any) -> bool:
    said = sorted(conversation.messages.all(), key=lambda message: message.pk)
    return [message.number for message in said] != list(range(1, len(said) + 1))


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1])), sys.stdout)
