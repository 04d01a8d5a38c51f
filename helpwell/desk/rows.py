"""A conversation as one line of a list. As long as it says the same it is drawn once, for whoever looks."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from helpwell.base.prepared import written_once
from helpwell.conversations.models import Conversation, Tag
from helpwell.conversations.naming import know_names
from helpwell.desk.templatetags.due import due
from helpwell.desk.templatetags.marks import clock, moment, snippet, subject_in, wait

REMEMBERED = 3000  # lines, of some 2 kB each
Status = Conversation.Status


@dataclass(frozen=True)
class Badge:
    """What it waits for, or how it stands."""

    icon: str
    words: str
    level: str = ""  # "", "warn" or "late", as badges are called

    @classmethod
    def of(cls, conversation: Conversation) -> Self | None:
        """The most pressing thing to say; None when it is simply the customer's turn."""
        if owed := due(conversation):
            return cls("target", owed.words, owed.level)
        if waits := wait(conversation):
            return cls("clock", gettext("waits %(length)s") % {"length": waits.words}, waits.level)
        if conversation.status == Status.SNOOZED and conversation.snoozed_until:
            return cls("alarm-clock", moment(conversation.snoozed_until))
        return None if conversation.status == Status.OPEN else cls("", conversation.get_status_display())


@dataclass(frozen=True)
class Row:
    """All that a list shows of a conversation, in the reader's words: lines that are equal look the same."""

    pk: int
    spoken: str  # the reader's language
    channel: str
    who: str
    subject: str
    snippet: str
    last_kind: str
    language: str  # the customer's
    is_unread: bool
    changed_at: str
    changed: str
    badge: Badge | None
    is_urgent: bool
    is_sensitive: bool
    tags: tuple[str, ...]
    assignee: str  # "": nobody
    initials: str
    team: str

    @classmethod
    def of(cls, conversation: Conversation, tags: tuple[str, ...]) -> Self:
        """From a conversation as `for_list` gives it."""
        assignee = conversation.assignee
        return cls(
            pk=conversation.pk,
            spoken=get_language() or "",
            channel=conversation.inbox.channel,
            who=str(conversation.contact),
            subject=subject_in(conversation),
            snippet=snippet(conversation),
            last_kind=getattr(conversation, "last_kind", ""),
            language=conversation.language,
            is_unread=conversation.last_number > getattr(conversation, "read_number", 0),
            changed_at=timezone.localtime(conversation.changed_at).isoformat(),
            changed=clock(conversation.changed_at),
            badge=Badge.of(conversation),
            is_urgent=conversation.priority == Conversation.Priority.URGENT,
            is_sensitive=conversation.is_sensitive,
            tags=tags,
            assignee=str(assignee) if assignee else "",
            initials=assignee.initials if assignee else "",
            team=str(conversation.team) if conversation.team else "",
        )


def rows_of(conversations: list[Conversation]) -> list[Row]:
    """Conversations as `for_list` gives them, each as its line."""
    know_names(conversations)
    tags = defaultdict[int, list[str]](list)
    for pk, tag in _tags_of(tuple(one.pk for one in conversations)):
        tags[pk].append(tag)
    return [Row.of(one, tuple(tags[one.pk])) for one in conversations]


@written_once
def _tags_of(conversations: tuple[int, ...]) -> QuerySet[Any, Any]:
    tags = Tag.objects.filter(conversations__in=conversations)
    return tags.order_by("name").values_list("conversations", "name")


@lru_cache(maxsize=REMEMBERED)
def drawn(row: Row, view: str, *, is_current: bool) -> SafeString:
    """The line's markup, in the list of this name."""
    context = {"row": row, "view": view, "is_current": is_current}
    return mark_safe(render_to_string("desk/_conversation_row.html", context))  # noqa: S308  (our own template)
