"""The lines of a list of conversations, and the messages of one."""

from django import template
from django.utils.safestring import SafeString

from helpwell.conversations.models import Conversation, Message
from helpwell.desk import messages
from helpwell.desk.opened import Opened
from helpwell.desk.rows import Row, drawn

register = template.Library()


@register.simple_tag
def conversation_row(conversation: Conversation, view: str, current: str) -> SafeString:
    """The line of a conversation as `for_list` gives it; `current` is the key of the one that is open."""
    return drawn(Row.of(conversation), view, is_current=str(conversation.pk) == current)


@register.simple_tag(name="message")
def message_of(message: Message, opened: Opened) -> SafeString:
    """A message as `for_desk` gives it, on a page that has its conversation open."""
    is_seen, may_approve = message == opened.seen, opened.may_approve
    return messages.drawn(messages.Shown.of(message, opened.conversation, is_seen=is_seen, may_approve=may_approve))
