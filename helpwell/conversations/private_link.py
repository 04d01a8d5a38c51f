"""A customer's own way to one conversation: a link only we can make, good for `VALID_FOR`, and we can take it back.

A link proves something only by the way it came. In a mail, it reached whoever owns the address. On the page after
sending it reached whoever typed the address, who may be anybody: it opens what she has written, and proves nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.core import signing
from django.db import transaction
from django.db.models import Count, Max

from helpwell.conversations.models import Conversation, Message
from helpwell.conversations.models.message import MessageQuerySet
from helpwell.people.models import Address, Visitor

SALT = "helpwell.conversations.private_link"
VALID_FOR = timedelta(days=90)


class Way(StrEnum):
    """How a link reached her."""

    MAIL = "mail"
    SCREEN = "screen"


@dataclass(frozen=True)
class PrivateLink:
    """What a link leads to, and for whom it was made."""

    conversation: Conversation
    address: Address
    way: Way
    is_expired: bool

    @property
    def proof(self) -> str:
        """What writing through this link proves of the address; "" is nothing."""
        return Address.Proof.LINK if self.way is Way.MAIL else ""

    @property
    def current(self) -> Conversation:
        """Where it goes on: the conversation this one was merged into, if that is the same person's."""
        into = self.conversation.merged_into
        same = into is not None and into.contact.today == self.conversation.contact.today
        return into if into is not None and same else self.conversation

    def messages(self) -> MessageQuerySet:
        """What she may read: never a note, never what is still being written or looked at."""
        own = {self.conversation.pk, self.current.pk}
        return Message.objects.filter(conversation__in=own).for_customer().order_by("said_at", "pk")

    @property
    def version(self) -> str:
        """Changes with whatever she can see, and with nothing else."""
        seen = self.messages().aggregate(count=Count("pk"), last=Max("pk"))
        return f"{self.current.pk}-{seen['count']}-{seen['last']}-{self.current.is_resolved:d}"

    @transaction.atomic
    def opened_by(self, visitor: Visitor | None) -> None:
        """She came by the link in our mail: the address is hers. Who only typed it loses what that gave them."""
        if self.way is not Way.MAIL or self._is_proven:
            return
        contact = self.conversation.contact
        self.address.prove(Address.Proof.LINK)
        if visitor is None or visitor.contact_id != contact.pk:
            contact.part_from_browsers(but=visitor)
            Conversation.objects.filter(contact=contact).update(screen_key="")

    @property
    def _is_proven(self) -> bool:
        proven = Address.objects.proven().of(self.address.value)
        return proven.filter(contact=self.conversation.contact.today).exists()


def make(conversation: Conversation, address: Address, way: Way) -> str:
    """The token of a link to this conversation."""
    return signing.dumps([conversation.pk, address.pk, _key(conversation, way), str(way)], salt=SALT)


def read(token: str) -> PrivateLink | None:
    """What the token stands for; None when it is not ours, was taken back, or what it led to is gone."""
    try:
        values, is_expired = signing.loads(token, salt=SALT, max_age=VALID_FOR), False
    except signing.SignatureExpired:
        values, is_expired = signing.loads(token, salt=SALT), True
    except signing.BadSignature:
        return None
    return _found(*values, is_expired=is_expired)


def _found(pk: int, address_pk: int, key: str, way: str, *, is_expired: bool) -> PrivateLink | None:
    conversation = Conversation.objects.select_related("contact", "inbox", "merged_into__contact").filter(pk=pk).first()
    address = Address.objects.filter(pk=address_pk).first()
    if conversation is None or address is None or not key or key != _key(conversation, Way(way)):
        return None
    return PrivateLink(conversation, address, Way(way), is_expired)


def _key(conversation: Conversation, way: Way) -> str:
    return conversation.link_key if way is Way.MAIL else conversation.screen_key
