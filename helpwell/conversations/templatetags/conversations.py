"""What templates say about conversations."""

from django import template

from helpwell.conversations.expected_wait import expected_wait
from helpwell.conversations.models import Inbox
from helpwell.conversations.promising import in_words

register = template.Library()


@register.simple_tag(name="expected_wait")
def expected_wait_in_words(inbox: Inbox) -> str:
    """When a customer who writes now can expect an answer; "" when nothing can be promised."""
    return in_words(expected_wait(inbox))
