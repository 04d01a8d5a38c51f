"""How much time is left until something is due."""

import math
from dataclasses import dataclass
from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpwell.conversations.models import Conversation

register = template.Library()
SOON = timedelta(minutes=30)  # from here on it is told as a warning


@dataclass(frozen=True)
class Due:
    """The time left in words, and how bad that is."""

    words: str
    level: str  # "", "warn" or "late", as badges are called


@register.filter
def due(conversation: Conversation) -> Due | None:
    """Until the next thing we owe, or how late it is; None when nothing is owed."""
    if conversation.due_at is None:
        return None
    left = conversation.due_at - timezone.now()
    if left < timedelta():
        return Due(_("%s late") % _length(-left), "late")
    return Due(_("%s left") % _length(left), "warn" if left < SOON else "")


def _length(length: timedelta) -> str:
    minutes = max(1, math.floor(length / timedelta(minutes=1)))
    if minutes < 120:
        return ngettext("%(count)d min", "%(count)d min", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d day", "%(count)d days", hours // 24) % {"count": hours // 24}
