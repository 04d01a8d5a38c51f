"""What templates say about conversations."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from helpwell.base.models import Site
from helpwell.conversations.expected_wait import expected_wait
from helpwell.conversations.models import Inbox
from helpwell.conversations.promising import in_words, moment_told

register = template.Library()


@register.simple_tag(name="expected_wait")
def expected_wait_in_words(inbox: Inbox) -> str:
    """When a customer who writes now can expect an answer, also by her clock; "" when nothing can be promised."""
    wait = expected_wait(inbox)
    words, moment = in_words(wait), moment_told(wait)
    if not words or moment is None:
        return words
    own = _("In your time zone that is {time}.")
    zone = Site.current().zone
    return format_html('{} <own-time at="{}" zone="{}" words="{}"></own-time>', words, moment.isoformat(), zone, own)
