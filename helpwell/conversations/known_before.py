"""What a customer told in other conversations and what stays the same for her, such as her plan (E07)."""

from helpwell.conversations.fields import fields_of
from helpwell.conversations.models import Conversation, Message


def known_before(conversation: Conversation) -> list[tuple[str, str]]:
    """(label, answer), the newest answer to each; nothing before it is proven who she is."""
    lasting = {label for one in fields_of(conversation.inbox) if one.is_lasting for label in one.labels.values()}
    contact = conversation.contact.today
    if not lasting or not (contact.is_proven or contact.is_signed_in):
        return []
    hers = Message.objects.filter(contact__in=contact.selves()).exclude(conversation=conversation)
    given = hers.exclude(fields=[]).order_by("said_at", "pk").values_list("fields", flat=True)
    return list({label: answer for fields in given for label, answer in fields if label in lasting and answer}.items())
