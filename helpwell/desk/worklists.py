"""The lists agents work through: which conversations are in each, in which order, and how many wait."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helpwell.base.keyset import Order, Place, in_order
from helpwell.base.prepared import written_once
from helpwell.conversations.models import Conversation
from helpwell.conversations.models.conversation_reads import ConversationQuerySet
from helpwell.people.models import User

PER_PAGE = 30
MOST_COUNTED = 100  # beyond it "99+" is enough to know

Choose = Callable[[ConversationQuerySet, User], ConversationQuerySet]
Status = Conversation.Status


@dataclass(frozen=True)
class Lane:
    """A part of a list with an order of its own."""

    choose: Callable[[ConversationQuerySet], ConversationQuerySet]
    order: Order
    title: str | Promise = ""


WAITING = Lane(lambda rows: rows.waiting(), Order("waiting_since"), _("Waiting for us"))
HERS = Lane(lambda rows: rows.hers(), Order("changed_at", newest_first=True), _("Customer's turn"))


def _in_state(status: str, order: Order) -> tuple[Lane, ...]:
    return (Lane(lambda rows: rows.in_state(status), order),)


NEWEST = Order("changed_at", newest_first=True)
WHOLE = (Lane(lambda rows: rows.whole(), NEWEST),)


@dataclass(frozen=True)
class Worklist:
    """One list, as `?view=` names it."""

    name: str
    label: str | Promise
    icon: str
    empty: str | Promise  # why there is nothing, and whether that is good
    choose: Choose = lambda rows, user: rows
    lanes: tuple[Lane, ...] = (WAITING, HERS)
    counts: Choose | None = None  # what of it waits for her; None counts nothing
    narrowed_by: str = ""  # filters, as they stand in an address

    @property
    def address(self) -> str:
        """What stands behind `?view=`."""
        return f"{self.name}&{self.narrowed_by}" if self.narrowed_by else self.name

    def rows(self, user: User) -> ConversationQuerySet:
        """What of it this agent may see."""
        return self.choose(Conversation.objects.visible_to(user), user)

    def in_lane(self, user: User, number: int, after: Place | None, size: int) -> list[Conversation]:
        """So many rows of one lane, from a place on."""
        moment, pk = (after.moment, after.pk) if after else (None, None)
        return _in_lane(user.pk, moment, pk, role=user.role, name=self.name, number=number, size=size)

    def lane_rows(self, user: User, number: int, after: Place | None) -> ConversationQuerySet:
        """One lane in its order, with all that its rows show."""
        lane = self.lanes[number]
        rows: ConversationQuerySet = lane.choose(self.rows(user)).for_list(user)
        return in_order(rows, lane.order, after)


def _open_in(choose: Choose) -> Choose:
    return lambda rows, user: choose(rows, user).open().filter(waiting_since__isnull=False)


def _mine(rows: ConversationQuerySet, user: User) -> ConversationQuerySet:
    return rows.assigned_to(user)


def _nobodys(rows: ConversationQuerySet, user: User) -> ConversationQuerySet:
    return rows.unassigned()


def _my_teams(rows: ConversationQuerySet, user: User) -> ConversationQuerySet:
    return rows.of_teams(user)


def _everybodys(rows: ConversationQuerySet, user: User) -> ConversationQuerySet:
    return rows


def _late(rows: ConversationQuerySet, user: User) -> ConversationQuerySet:
    return rows.late()


def _mentions(rows: ConversationQuerySet, user: User) -> ConversationQuerySet:
    return rows.mentioning(user)


def _unread_mentions(rows: ConversationQuerySet, user: User) -> ConversationQuerySet:
    return rows.mentioning_unread(user)


def _unread(rows: ConversationQuerySet, user: User) -> ConversationQuerySet:
    return rows.assigned_to(user).open().unread_by(user)


def _to_approve(rows: ConversationQuerySet, user: User) -> ConversationQuerySet:
    return rows.to_approve()


WORKLISTS = (
    Worklist("mine", _("Mine"), "user-round", _("Nothing is in your hands."), _mine, counts=_open_in(_mine)),
    Worklist(
        "unassigned", _("Unassigned"), "inbox", _("Everything is in somebody's hands."), _nobodys,
        counts=_open_in(_nobodys),
    ),
    Worklist("team", _("My teams"), "users-round", _("Your teams have nothing open."), _my_teams,
             counts=_open_in(_my_teams)),
    Worklist("all", _("All open"), "messages-square", _("No customer is waiting, and nothing is open."),
             counts=_open_in(_everybodys)),
    Worklist("late", _("Too late"), "target", _("Every target is kept."), _late, counts=_late),
    Worklist("mentions", _("Mentions"), "at-sign", _("Nobody has named you in a note."), _mentions, WHOLE,
             counts=_unread_mentions),
    Worklist("to_approve", _("To approve"), "graduation-cap", _("No reply waits for a second look."), _to_approve,
             WHOLE, counts=_to_approve),
    Worklist("snoozed", _("Snoozed"), "alarm-clock", _("Nothing sleeps."),
             lanes=_in_state(Status.SNOOZED, Order("snoozed_until"))),
    Worklist("with_bot", _("With the assistant"), "automatic", _("The assistant talks with nobody."),
             lanes=_in_state(Status.WITH_BOT, NEWEST)),
    Worklist("resolved", _("Resolved"), "check", _("Nothing is resolved yet."),
             lanes=_in_state(Status.RESOLVED, NEWEST)),
    Worklist("spam", _("Spam"), "ban", _("No spam."), lanes=_in_state(Status.SPAM, NEWEST)),
)  # fmt: skip


UNREAD = "unread"  # not a list: how many of hers have something new to her
COUNTED: dict[str, Choose] = {one.name: one.counts for one in WORKLISTS if one.counts} | {UNREAD: _unread}


def waiting_in(name: str, user: User) -> QuerySet[Any, Any]:
    """What waits for her in the list of this name; at most `MOST_COUNTED`, so that it costs the same with a million."""
    rows = COUNTED[name](Conversation.objects.visible_to(user), user)
    return rows.order_by().values_list("pk")[:MOST_COUNTED]


@written_once
def _in_lane(
    reader: int, moment: datetime | None, pk: int | None, *, role: str, name: str, number: int, size: int
) -> ConversationQuerySet:
    after = Place(moment, pk) if moment and pk else None
    return worklist_named(name).lane_rows(User(pk=reader, role=role), number, after)[:size]


def worklists_for(user: User) -> list[Worklist]:
    """Those she has a use for: approving is not for trainees, teams only for their members."""
    hidden = {"" if user.is_in_a_team else "team", "to_approve" if user.role == User.Role.TRAINEE else ""}
    return [one for one in WORKLISTS if one.name not in hidden]


def worklist_named(name: str) -> Worklist:
    """The list of this name, her own when there is none such."""
    return next((one for one in WORKLISTS if one.name == name), WORKLISTS[0])


@dataclass(frozen=True)
class Section:
    """A lane's rows on one page."""

    title: str | Promise
    rows: list[Conversation]


@dataclass(frozen=True)
class Page:
    """A piece of a list, and where it goes on."""

    sections: list[Section]
    next: str  # for `?after=`; "" at the end

    @property
    def shown(self) -> int:
        """How many rows it has."""
        return sum(len(section.rows) for section in self.sections)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return self.shown == 0


def page_of(worklist: Worklist, user: User, after: str = "", size: int = PER_PAGE) -> Page:
    """The next rows of a list, lane by lane; `after` is where the page before ended."""
    lane_number, _colon, place = after.partition(":")
    start = int(lane_number) if lane_number.isascii() and lane_number.isdigit() else 0
    sections, left = list[Section](), size
    for number, lane, known in _lanes_from(worklist, start, Place.read(place)):
        rows = worklist.in_lane(user, number, known, left + 1)
        sections.append(Section(lane.title, rows[:left]))
        if len(rows) > left:
            return Page(sections, _after(number, lane, rows[:left], known))
        left -= len(rows)
    return Page(sections, "")


def _lanes_from(worklist: Worklist, start: int, place: Place | None) -> Iterator[tuple[int, Lane, Place | None]]:
    for number, lane in enumerate(worklist.lanes[start:], start=start):
        yield number, lane, place if number == start else None


def _after(number: int, lane: Lane, rows: list[Conversation], known: Place | None) -> str:
    """Where the next page begins: behind the last row shown, or at the head of a lane that had no room any more."""
    place = Place.of(rows[-1], lane.order) if rows else known
    return f"{number}:{place or ''}"
