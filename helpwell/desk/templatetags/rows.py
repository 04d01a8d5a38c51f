"""The lines of a list of conversations."""

from django import template
from django.utils.safestring import SafeString

from helpwell.conversations.models import Conversation
from helpwell.desk.rows import Row, drawn

register = template.Library()


@register.simple_tag
def conversation_row(conversation: Conversation, view: str, current: str) -> SafeString:
    """The line of a conversation as `for_list` gives it; `current` is the key of the one that is open."""
    return drawn(Row.of(conversation), view, is_current=str(conversation.pk) == current)
