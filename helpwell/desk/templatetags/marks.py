"""What the templates of conversations ask for: times as people say them, and the marks of channels and deliveries."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from helpwell.base.templatetags.look import icon
from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.conversations.searching.excerpt import Piece
from helpwell.desk.lengths import Length, length_in_words
from helpwell.desk.reasons import in_words

register = template.Library()

REMEMBERED = 5000  # minutes and how they are told; to format a date takes longer than all else of a line
WARN_AFTER = timedelta(hours=1)  # a customer who waits longer than this begins to wonder
LATE_AFTER = timedelta(hours=8)  # a working day: whoever wrote in the morning expects a word before evening
CHANNELS = {Inbox.Channel.CONTACT_FORM: "square-pen", Inbox.Channel.CHAT: "message-square", Inbox.Channel.EMAIL: "mail"}
DELIVERIES = {
    Message.Delivery.PENDING: "clock",
    Message.Delivery.SENT: "check",
    Message.Delivery.DELIVERED: "check-check",
    Message.Delivery.FAILED: "circle-alert",
    Message.Delivery.AWAITING_APPROVAL: "graduation-cap",
}


@register.filter
def wait(conversation: Conversation) -> Length | None:
    """How long she has waited for us; None when it is her turn."""
    if conversation.waiting_since is None:
        return None
    waited = timezone.now() - conversation.waiting_since
    level = "late" if waited >= LATE_AFTER else "warn" if waited >= WARN_AFTER else ""
    return Length(length_in_words(waited), level)


def snippet(conversation: Conversation) -> str:
    """How the last message begins; "" when the subject tells it already."""
    words = _last_words(conversation)
    return "" if words.startswith(_begun(conversation)) else words


def subject_in(conversation: Conversation) -> str:
    """The subject on two lines of a list: as the last message goes on, when it begins so."""
    words, begun = _last_words(conversation), _begun(conversation)
    return words if begun and words.startswith(begun) else str(conversation)


def _last_words(conversation: Conversation) -> str:
    return " ".join(str(getattr(conversation, "last_text", "")).split())


def _begun(conversation: Conversation) -> str:
    """The subject without the mark that it was cut."""
    return conversation.subject.removesuffix("…").strip()


@register.filter
def clock(moment: datetime) -> str:
    """The time today, else the day: as short as it can be told."""
    return _clock(_minute(moment), timezone.localdate(), get_language())


@lru_cache(maxsize=REMEMBERED)
def _clock(minute: datetime, today: date, _spoken: str) -> str:
    if minute.date() == today:
        return date_format(minute, "TIME_FORMAT")
    if minute.date() == today - timedelta(days=1):
        return _("yesterday")
    return date_format(minute, "MONTH_DAY_FORMAT" if minute.year == today.year else "SHORT_DATE_FORMAT")


@register.filter
def moment(at: datetime) -> str:
    """Day and time; the time alone today."""
    return _moment(_minute(at), timezone.localdate(), get_language())


@lru_cache(maxsize=REMEMBERED)
def _moment(minute: datetime, today: date, _spoken: str) -> str:
    time = date_format(minute, "TIME_FORMAT")
    return time if minute.date() == today else f"{date_format(minute, 'SHORT_DATE_FORMAT')}, {time}"


def _minute(moment: datetime) -> datetime:
    """On the reader's clock."""
    return timezone.localtime(moment).replace(second=0, microsecond=0, tzinfo=None)


@register.filter
def sure(message: Message) -> int | None:
    """Of 100 automatic messages the engine was as sure about, how many are right; None when it was not asked."""
    confidence = message.trace.get("confidence")
    return round(confidence * 100) if isinstance(confidence, float) else None


@register.filter
def offered(message: Message) -> str:
    """The titles of the articles it let her choose from."""
    choices = message.card.get("choices", [])
    return ", ".join(f"“{one['label']}”" for one in choices if one["value"].startswith("article:"))


@register.filter
def why(message: Message) -> str:
    """Why the assistant said it, in a sentence; "" for small talk."""
    return in_words(str(message.trace.get("reason", "")))


@register.simple_tag
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Text in which what was sought is marked."""
    return format_html_join("", "{}", ((_marked(piece),) for piece in pieces))


def _marked(piece: Piece) -> str:
    return format_html("<mark>{}</mark>", piece.text) if piece.is_marked else piece.text


@register.simple_tag
def channel_icon(channel: str) -> SafeString:
    """The mark of the kind of door it came through."""
    return icon(CHANNELS.get(Inbox.Channel(channel), "message-square"), "small")


@register.simple_tag
def delivery_icon(delivery: str) -> SafeString:
    """How far a reply has come."""
    return icon(DELIVERIES.get(Message.Delivery(delivery), "clock"), "small")
