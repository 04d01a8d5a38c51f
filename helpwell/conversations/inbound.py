"""What a channel hands to `intake.receive`: a message from outside, and what was proven about it."""

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from helpwell.base.storable import one_line, storable
from helpwell.people.models import Sender

if TYPE_CHECKING:
    from helpwell.conversations.models import Conversation, Inbox


@dataclass(frozen=True)
class Identity:
    """What makes two arrivals one message: the door, the sender's own id, and the same content (P2, T8)."""

    inbox_id: int
    external_id: str  # made by the sender's side: a form's number, a chat client's id, a Message-ID
    content_hash: str


@dataclass(frozen=True)
class InboundFile:
    """A file that came with a message; not looked at yet."""

    name: str
    content: bytes


@dataclass(frozen=True)
class InboundMessage:
    """One message as it came in. `external_id` must be the same when the same message is sent again."""

    inbox: "Inbox"
    sender: Sender
    text: str
    external_id: str
    subject: str = ""
    language: str = ""
    files: tuple[InboundFile, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()  # what else was asked: (label, answer)
    reply_proof: "Conversation | None" = None  # the conversation it provably replies to
    page: str = ""  # address of the page it was written on
    seems_spam: bool = False  # it is kept, but nobody is disturbed
    choice: str = ""  # which choice below our last message she took; "" when she wrote words of her own

    def storable(self) -> "InboundMessage":
        """The same message in letters that every database can keep, and names that every header can carry."""
        return replace(
            self,
            sender=replace(self.sender, name=one_line(self.sender.name), email=storable(self.sender.email)),
            text=storable(self.text),
            external_id=storable(self.external_id)[:255],
            subject=one_line(self.subject),
            files=tuple(replace(file, name=one_line(file.name)) for file in self.files),
            fields=tuple((storable(label), storable(answer)) for label, answer in self.fields),
            page=storable(self.page),
        )

    @property
    def identity(self) -> Identity:
        """The key under which it is stored once."""
        parts = [self.text, self.sender.email, *(file.name for file in self.files)]
        content = hashlib.sha256("\0".join(parts).encode())
        for file in self.files:
            content.update(file.content)
        return Identity(self.inbox.pk, self.external_id, content.hexdigest())
