"""The lines of a list of conversations, and the messages of one."""

from django import template
from django.utils.safestring import SafeString

from helpwell.conversations.models import Conversation, Message
from helpwell.desk import messages
from helpwell.desk.opened import Opened
from helpwell.desk.rows import drawn, rows_of

register = template.Library()


@register.simple_tag
def conversation_rows(conversations: list[Conversation], view: str, current: str) -> SafeString:
    """The lines of conversations as `for_list` gives them; `current` is the key of the one that is open."""
    rows = rows_of(conversations)
    return SafeString("".join(drawn(row, view, is_current=str(row.pk) == current) for row in rows))


@register.simple_tag(name="message")
def message_of(message: Message, opened: Opened) -> SafeString:
    """A message as `for_desk` gives it, on a page that has its conversation open."""
    is_seen, may_approve = message == opened.seen, opened.may_approve
    return messages.drawn(messages.Shown.of(message, opened.conversation, is_seen=is_seen, may_approve=may_approve))


@register.simple_tag
def has_conversations() -> bool:
    """Whether any customer has ever written."""
    return Conversation.objects.exists()
