"""Mails to a customer who wrote through the form: each brings her private link, and none repeats her words.

Whoever typed an address into the form may be a stranger to it; so nothing typed there is ever sent to it (T6).
"""

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from helpwell.base.prepared import written_once
from helpwell.conversations.mailing import AUTOMATIC, address_of, compose, files_to_attach
from helpwell.conversations.models import Conversation, Message
from helpwell.outbox.models import Mail
from helpwell.people.models import Address

FOLDER = "contact_form/mail"


def confirm(message: Message) -> Mail | None:
    """Tell her that her message has arrived and where she finds it. Twice is once; None: there is no address."""
    conversation, address = message.conversation, address_of(message.conversation)
    if address is None:
        return None
    own_id = _message_id(message)
    known = Mail.objects.filter(message_id=own_id).first()
    return known or Mail.enqueue(
        compose(FOLDER, "confirmation", conversation, address, headers=AUTOMATIC | {"Message-ID": own_id})
    )


def bring(reply: Message, address: Address) -> Mail:
    """An agent's or the bot's reply on its way to her. Raises `BadHeaderError` and `ValueError` as the outbox does."""
    headers = {"Message-ID": _message_id(reply)} | (AUTOMATIC if reply.is_automatic else {})
    for first in _first_said(reply.conversation_id):
        headers |= {"In-Reply-To": _message_id(first), "References": _message_id(first)}
    files, file_count = files_to_attach([reply])
    words = {"reply": reply, "file_count": file_count}
    mail = compose(FOLDER, "reply", reply.conversation, address, author=reply.author, headers=headers, **words)
    return Mail.enqueue(mail, files)


def send_fresh_link(conversation: Conversation, address: Address) -> Mail:
    """A new link in place of one that has run out, to the address the old one was made for."""
    return Mail.enqueue(compose(FOLDER, "fresh_link", conversation, address, headers=AUTOMATIC))


@written_once
def _first_said(conversation: int) -> QuerySet[Message]:
    return Message.objects.for_customer().filter(conversation=conversation)[:1]


def _message_id(message: Message) -> str:
    """Always the same for one message, and nobody else can make it (T4)."""
    proof = salted_hmac("helpwell.message_id", str(message.pk), algorithm="sha256").hexdigest()[:32]
    return f"<{message.conversation_id}.{message.pk}.{proof}@{settings.HELPWELL.host}>"
