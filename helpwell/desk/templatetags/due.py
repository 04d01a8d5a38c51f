"""How much time is left until something is due."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from helpwell.conversations.models import Conversation
from helpwell.desk.lengths import Length, length_in_words

register = template.Library()
SOON = timedelta(minutes=30)  # from here on it is told as a warning
FINE = timedelta(hours=2)  # up to here each minute counts


@register.filter
def due(conversation: Conversation) -> Length | None:
    """Until the next thing we owe, or how late it is; None when nothing is owed."""
    if conversation.due_at is None:
        return None
    left = conversation.due_at - timezone.now()
    if left < timedelta():
        return Length(_("%s late") % length_in_words(-left, FINE), "late")
    return Length(_("%s left") % length_in_words(left, FINE), "warn" if left < SOON else "")
