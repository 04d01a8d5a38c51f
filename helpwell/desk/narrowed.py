"""Lists with filters: those of an address, and those somebody has saved under a name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpwell.base.keyset import Place
from helpwell.conversations.filters import Filters
from helpwell.conversations.models import Conversation, Inbox, SavedView
from helpwell.conversations.models.conversation_reads import ConversationQuerySet
from helpwell.desk.worklists import MOST_COUNTED, Worklist, worklist_named
from helpwell.knowledge.models import Category
from helpwell.people.models import Team, User

SAVED = "saved-"
EMPTY = gettext_lazy("Nothing fits these filters.")


@dataclass(frozen=True)
class Narrowing:
    """One filter in words, and the address of the list without it."""

    words: str
    without: str


@dataclass(frozen=True)
class NarrowedList(Worklist):
    """Any filters may be asked for, so its queries are written each time; they cost the same with a million."""

    def in_lane(self, user: User, number: int, after: Place | None, size: int) -> list[Conversation]:
        """So many rows of one lane, from a place on."""
        return list(self.lane_rows(user, number, after)[:size])

    def count(self, user: User) -> int:
        """How many wait there."""
        waiting = self.rows(user).open().filter(waiting_since__isnull=False).order_by()
        return len(waiting.values_list("pk")[:MOST_COUNTED])


def list_asked_for(data: Mapping[str, str], user: User) -> tuple[Worklist, Filters]:
    """The list that `?view=` and the filters beside it name, and those filters."""
    name, filters = data.get("view", ""), Filters.read(data)
    key = name.removeprefix(SAVED)
    if name.startswith(SAVED) and key.isascii() and key.isdigit() and len(key) < 18:
        view = SavedView.objects.shown_to(user).filter(pk=key).first()
        return (saved_list(view), Filters({})) if view else (worklist_named(""), Filters({}))
    base = worklist_named(name)
    return (_narrowed(base, filters), filters) if filters else (base, filters)


def saved_list(view: SavedView) -> NarrowedList:
    """The list it narrows, under its own name."""
    base = worklist_named(view.worklist)
    narrowed = _narrowed(base, Filters.read(view.filters))
    return replace(narrowed, name=f"{SAVED}{view.pk}", label=view.name, icon="bookmark", narrowed_by="")


def narrowings(worklist: Worklist, filters: Filters, language: str) -> list[Narrowing]:
    """Each filter, for the line above the list."""
    return [
        Narrowing(in_words(name, value, language), _address(worklist.name, filters.without(name)))
        for name, value in filters.values.items()
    ]


def in_words(name: str, value: str, language: str) -> str:
    """What a filter leaves in the list."""
    return WORDS[name](value, language)


def _narrowed(base: Worklist, filters: Filters) -> NarrowedList:
    def choose(rows: ConversationQuerySet, user: User) -> ConversationQuerySet:
        return filters.narrow(base.choose(rows, user), user)

    return NarrowedList(
        base.name, base.label, base.icon, EMPTY, choose, base.lanes, narrowed_by=urlencode(filters.values)
    )


def _address(name: str, filters: Filters) -> str:
    return f"{name}&{urlencode(filters.values)}" if filters else name


def _named(model: type[Inbox] | type[Team], value: str) -> str:
    return str(model._default_manager.filter(pk=value).first() or _("gone"))


def _assignee(value: str, language: str) -> str:
    if value == "me":
        return _("Mine")
    return _("Unassigned") if value == "none" else str(User.objects.filter(pk=value).first() or _("gone"))


def _topic(value: str, language: str) -> str:
    topic = Category.objects.filter(pk=value).prefetch_related("names").first()
    return topic.name_in(language) if topic else _("gone")


WORDS: dict[str, Callable[[str, str], str]] = {
    "inbox": lambda value, language: _named(Inbox, value),
    "team": lambda value, language: _named(Team, value),
    "assignee": _assignee,
    "topic": _topic,
    "tag": lambda value, language: _("Tag: %s") % value,
    "priority": lambda value, language: str(dict(Conversation.Priority.choices).get(value, value)),
    "late": lambda value, language: _("Too late"),
}
