"""Contacts as agents find them: those they may see a conversation with."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from helpwell.conversations.models import Conversation
from helpwell.conversations.search import search
from helpwell.conversations.searching.asked import words_of
from helpwell.desk.timeline import Step, past_of, timeline
from helpwell.people.models import Address, Contact, Event, User

MOST = 8  # found at once; whoever looks for more types more
CONVERSATIONS = 30  # shown of one contact, the newest


@dataclass
class Known:
    """A contact with all that was merged into it, as one agent may see it."""

    contact: Contact
    reader: User

    @cached_property
    def selves(self) -> list[int]:
        """Its key and those of what was merged into it."""
        return self.contact.selves()

    @cached_property
    def merged(self) -> list[Contact]:
        """What was merged into it directly, the newest first, with who did it."""
        return list(self.contact.merged.prefetch_related("addresses").order_by("-pk"))

    @cached_property
    def addresses(self) -> list[Address]:
        """All that are known, the proven first."""
        found = Address.objects.filter(contact__in=self.selves)
        return sorted(found, key=lambda one: (one.proven_at is None, one.pk))

    @property
    def is_proven(self) -> bool:
        """Whether she has shown that an address is hers."""
        return any(address.proven_at for address in self.addresses)

    @property
    def conversations(self) -> QuerySet[Conversation]:
        """What was said with it, the newest first."""
        visible = Conversation.objects.visible_to(self.reader).whole()
        return visible.with_contact(self.contact).select_related("assignee", "inbox")

    @property
    def newest(self) -> QuerySet[Conversation]:
        """As many conversations as a page shows."""
        return self.conversations[:CONVERSATIONS]

    @cached_property
    def steps(self) -> list[Step]:
        """What it did in every room, the newest first."""
        return timeline(past_of(tuple(self.selves), self.reader))

    @property
    def events(self) -> QuerySet[Event]:
        """Who merged and parted what."""
        parts = Contact.objects.filter(pk__in=self.selves)
        return Event.objects.about(*parts).filter(kind__in=("contact.merged", "contact.parted"))[:10]


def find_contact(user: User, pk: int) -> Known:
    """The contact she is today, or 404: also when there is no conversation with her that this agent may see."""
    known = Known(get_object_or_404(Contact, pk=pk).today, user)
    if not user.is_admin and not known.conversations.exists():
        raise Http404
    return known


def found_contacts(words: str, user: User) -> list[Contact]:
    """Whose name or address has words that begin so, as they are today; the search of conversations finds them."""
    asked = " ".join(f"from:{word}" for word in words_of(words))
    found = [hit.conversation.contact.today for hit in search(asked, user)] if asked else []
    return list(dict.fromkeys(found))[:MOST]
