"""What templates say about conversations."""

from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from helpwell.base.models import Site
from helpwell.conversations.expected_wait import expected_wait
from helpwell.conversations.models import Conversation, Inbox
from helpwell.conversations.promising import in_words, moment_told
from helpwell.people.models import Contact

register = template.Library()


@register.simple_tag(name="expected_wait")
def expected_wait_in_words(inbox: Inbox, contact: Contact | None = None) -> str:
    """When a customer who writes now can expect an answer; "" when nothing can be promised.

    By the clock of the contact, else by the company's; a reader who lives by another one is told that, too.
    """
    wait = expected_wait(inbox)
    zone = _zone_of(contact)
    words, moment = in_words(wait, zone), moment_told(wait)
    if not words or moment is None:
        return words
    own = _("In your time zone that is {time}.")
    return format_html('{}<own-time at="{}" zone="{}" words="{}"></own-time>', words, moment.isoformat(), zone, own)


@register.simple_tag
def promise(conversation: Conversation) -> str:
    """The same as plain text for a mail to the conversation's customer."""
    return in_words(expected_wait(conversation.inbox), _zone_of(conversation.contact))


def _zone_of(contact: Contact | None) -> ZoneInfo:
    return (contact.today.zone if contact else None) or Site.current().zone
