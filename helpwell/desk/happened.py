"""What happened to a conversation, in words: every change is an Event, and every Event is a sentence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpwell.knowledge.models import Category
from helpwell.people.models import Event, Team, User


@dataclass(frozen=True)
class Happened:
    """One line between the messages."""

    pk: int
    at: datetime
    icon: str
    words: str
    is_message = False


@dataclass(frozen=True)
class Names:
    """What the keys in events stand for, read once for all of them."""

    language: str
    people: dict[int, User] = field(default_factory=dict)
    teams: dict[int, Team] = field(default_factory=dict)
    topics: dict[str, Category] = field(default_factory=dict)

    @classmethod
    def of(cls, events: Iterable[Event], language: str) -> "Names":
        """Those these events speak of; asks only for what is there."""
        told: dict[str, set[Any]] = {"to": set(), "team": set(), "topic": set()}
        for event in events:
            for name, keys in told.items():
                keys.update({event.data.get(name)} - {None, ""})
        topics = Category.objects.filter(public_id__in=told["topic"]).prefetch_related("names") if told["topic"] else []
        return cls(
            language,
            User.objects.in_bulk(list(told["to"])) if told["to"] else {},
            Team.objects.in_bulk(list(told["team"])) if told["team"] else {},
            {one.public_id: one for one in topics},
        )

    def person(self, pk: int | None) -> str:
        """Her name."""
        return str(self.people.get(pk or 0, _("somebody who left")))

    def team(self, pk: int | None) -> str:
        """Its name."""
        return str(self.teams.get(pk or 0, _("a team that is gone")))

    def topic(self, public_id: str) -> str:
        """A category's name in the reader's language."""
        known = self.topics.get(public_id)
        return known.name_in(self.language) if known else public_id


def tell(events: list[Event], language: str) -> list[Happened]:
    """Each event as a line; kinds nobody needs to read about are left out."""
    names = Names.of(events, language)
    told = ((event, event.kind.removeprefix("conversation.")) for event in events)
    return [
        Happened(event.pk, event.at, ICONS.get(kind, "info"), words + _by_macro(event))
        for event, kind in told
        if kind in SENTENCES and (words := SENTENCES[kind](event, names))
    ]


def _by_macro(event: Event) -> str:
    """That a macro did it in her name."""
    return " " + _("(Macro “%(macro)s”)") % {"macro": event.data["macro"]} if event.data.get("macro") else ""


Sentence = Callable[[Event, Names], str]


def _by(named: str | Promise, alone: str | Promise) -> Sentence:
    """One sentence when somebody did it, another when it happened by itself."""
    return lambda event, names: str(named) % {"by": event.by} if event.by else str(alone)


def _assigned(event: Event, names: Names) -> str:
    to, team = event.data.get("to"), event.data.get("team")
    words = {"by": event.by, "to": names.person(to), "team": names.team(team)}
    if to is None:
        return _("Back in the team %(team)s.") % words if team else _("Nobody holds it now.")
    if event.data.get("why") == "unheeded":
        return _("Went to %(to)s: the customer had waited minutes for a first word.") % words
    if event.by is None:
        return _("Went to %(to)s, who had the least in hand.") % words
    return _("%(by)s took it.") % words if event.by.pk == to else _("%(by)s gave it to %(to)s.") % words


def _snoozed(event: Event, names: Names) -> str:
    until = timezone.localtime(datetime.fromisoformat(event.data["until"]))
    words = {"by": event.by or _("The system"), "until": date_format(until, "SHORT_DATETIME_FORMAT")}
    return _("%(by)s let it sleep until %(until)s.") % words


def _prioritised(event: Event, names: Names) -> str:
    urgent = event.data.get("priority") == "urgent"
    words = {"by": event.by or _("The system")}
    return _("%(by)s marked it urgent.") % words if urgent else _("%(by)s took the urgency off.") % words


def _topic_set(event: Event, names: Names) -> str:
    """A suggestion stands beside the topic itself and is no news."""
    if event.by is None:
        return ""
    if not event.data.get("topic"):
        return _("%(by)s took the topic off.") % {"by": event.by}
    return _("%(by)s: topic “%(topic)s”.") % {"by": event.by, "topic": names.topic(event.data["topic"])}


def _tagged(event: Event, names: Names) -> str:
    return _("Tag “%(tag)s” put on.") % {"tag": event.data["tag"]}


def _untagged(event: Event, names: Names) -> str:
    return _("Tag “%(tag)s” taken off.") % {"tag": event.data["tag"]}


def _merged(event: Event, names: Names) -> str:
    return _("%(by)s merged it into conversation %(into)s.") % {"by": event.by, **event.data}


def _took_in(event: Event, names: Names) -> str:
    return _("%(by)s merged conversation %(other)s into this one.") % {"by": event.by, **event.data}


def _gave_back(event: Event, names: Names) -> str:
    return _("Conversation %(other)s is one of its own again.") % {"other": event.data["other"]}


def _response_inserted(event: Event, names: Names) -> str:
    return _("%(by)s put “%(title)s” into the reply.") % {"by": event.by, "title": event.data["title"]}


def _rated(event: Event, names: Names) -> str:
    return (
        _("The customer said that it helped.")
        if event.data["helpful"]
        else _("The customer said that it did not help.")
    )


SENTENCES: dict[str, Sentence] = {
    "assigned": _assigned,
    "resolved": _by(gettext_lazy("%(by)s resolved it."), gettext_lazy("Resolved by itself.")),
    "reopened": _by(gettext_lazy("%(by)s opened it again."), gettext_lazy("The customer wrote again: it is open.")),
    "snoozed": _snoozed,
    "rated": _rated,
    "late": lambda event, names: _("A target was missed."),
    "links_revoked": _by(
        gettext_lazy("%(by)s made the private links invalid."), gettext_lazy("The private links are invalid.")
    ),
    "taken_back": _by(gettext_lazy("%(by)s took that back."), gettext_lazy("Taken back.")),
    "response_inserted": _response_inserted,
    "woken": _by(gettext_lazy("%(by)s woke it."), gettext_lazy("Its time has come: it is open again.")),
    "marked_spam": _by(gettext_lazy("%(by)s marked it as spam."), gettext_lazy("Marked as spam.")),
    "prioritised": _prioritised,
    "topic_set": _topic_set,
    "tagged": _tagged,
    "untagged": _untagged,
    "sensitive": _by(gettext_lazy("%(by)s marked it as sensitive."), gettext_lazy("Marked as sensitive.")),
    "not_sensitive": _by(gettext_lazy("%(by)s: not sensitive after all."), gettext_lazy("Not sensitive after all.")),
    "merged": _merged,
    "took_in": _took_in,
    "gave_back": _gave_back,
    "parted": _by(gettext_lazy("%(by)s took it out again."), gettext_lazy("Taken out again.")),
    "reply_approved": _by(gettext_lazy("%(by)s approved the reply."), gettext_lazy("The reply was approved.")),
    "reply_sent_back": _by(gettext_lazy("%(by)s sent the reply back."), gettext_lazy("The reply was sent back.")),
    "contradicted": _by(
        gettext_lazy("%(by)s: the automatic answer was wrong."), gettext_lazy("The automatic answer was wrong.")
    ),
    "handed_over": _by(gettext_lazy("%(by)s took it from the assistant."), gettext_lazy("Went to a person.")),
    "given_back": _by(gettext_lazy("%(by)s gave it back to the assistant."), gettext_lazy("Back to the assistant.")),
}
ICONS = {
    "assigned": "user-round",
    "resolved": "check",
    "reopened": "undo-2",
    "snoozed": "alarm-clock",
    "rated": "message-square-heart",
    "late": "target",
    "links_revoked": "unlink",
    "taken_back": "undo-2",
    "response_inserted": "book-open",
    "woken": "alarm-clock-off",
    "marked_spam": "ban",
    "prioritised": "flame",
    "topic_set": "folder-tree",
    "tagged": "tag",
    "untagged": "tag",
    "sensitive": "lock",
    "not_sensitive": "lock-open",
    "merged": "merge",
    "took_in": "merge",
    "gave_back": "split",
    "parted": "split",
    "reply_approved": "badge-check",
    "reply_sent_back": "undo-2",
    "contradicted": "thumbs-down",
    "handed_over": "user-round",
    "given_back": "automatic",
}
