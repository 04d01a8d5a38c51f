"""Who a customer is to flows: the same for what she is offered and for what a condition asks (E09)."""

from helpwell.automation.models import Flow
from helpwell.conversations.models import Conversation
from helpwell.people.models import Contact


def audience_of(contact: Contact | None, conversation: Conversation | None = None) -> Flow.Audience:
    """Signed in on the website, as that website says; else one who has written before this conversation, or new."""
    if contact is None:
        return Flow.Audience.NEW
    if contact.today.is_signed_in:
        return Flow.Audience.KNOWN
    others = Conversation.objects.with_contact(contact)
    if conversation:
        others = others.exclude(pk=conversation.pk)
    return Flow.Audience.RETURNING if others.exists() else Flow.Audience.NEW
