"""Mails of the chat: an answer she has not seen, and the conversation to keep. Each brings her private link."""

from collections.abc import Sequence

from helpwell.conversations.mailing import AUTOMATIC, compose, files_to_attach
from helpwell.conversations.models import Conversation, Message
from helpwell.outbox.models import Mail
from helpwell.people.models import Address

FOLDER = "chat/mail"


def bring(conversation: Conversation, replies: Sequence[Message], address: Address) -> Mail:
    """What an agent has answered while she was away. Raises `BadHeaderError` and `ValueError` as the outbox does."""
    files, file_count = files_to_attach(replies)
    author = replies[-1].author
    mail = compose(FOLDER, "reply", conversation, address, author=author, replies=replies, file_count=file_count)
    return Mail.enqueue(mail, files)


def send_transcript(conversation: Conversation, address: Address) -> Mail:
    """The conversation to keep. Whoever only typed an address is sent the link alone: it may be a stranger's (T6)."""
    is_hers = address.proven_at is not None
    messages = conversation.messages.for_customer().select_related("author") if is_hers else ()
    return Mail.enqueue(compose(FOLDER, "transcript", conversation, address, headers=AUTOMATIC, messages=messages))
