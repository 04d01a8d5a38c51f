"""The rooms of the desk as its rail lists them: what each is called, and how much waits there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from helpwell.conversations.models import SavedView
from helpwell.desk.choices import saved_views_of
from helpwell.desk.narrowed import SAVED, saved_list
from helpwell.desk.worklists import MOST_COUNTED, WORKLISTS, worklists_for
from helpwell.people.models import User

Counts = Mapping[str, int]  # how much waits, by the name of a list or room: see desk.counts
REMEMBERED = 500  # groups as they were drawn, of some 3 kB each
ALWAYS = frozenset({"snoozed", "resolved"})  # lists that stand in the rail though nothing in them waits


@dataclass(frozen=True)
class Room:
    """One line of the rail."""

    page: str  # its address's name within the desk
    label: str | Promise
    icon: str  # in Lucide
    role: str = User.Role.TRAINEE  # the least that opens it
    view: str = ""  # which of several lists on that page
    saved: SavedView | None = None  # what that list is called and narrowed by

    def is_for(self, user: User) -> bool:
        """Whether this user may open it."""
        may = {User.Role.ADMIN: user.is_admin, User.Role.EDITOR: user.is_editor}
        return may.get(User.Role(self.role), user.is_staff)

    @property
    def name(self) -> str:
        """What waits in it is counted under this name."""
        return self.view or self.page

    @property
    def url(self) -> str:
        """Where it is."""
        return _address(self.page) + (f"?view={self.view}" if self.view else "")


@dataclass(frozen=True)
class Group:
    """Lines that belong together."""

    title: str | Promise
    rooms: tuple[Room, ...]
    name: str = ""  # of a group that open pages keep up to date


@dataclass(frozen=True)
class Line:
    """A room as one user sees it on one page."""

    room: Room
    url: str
    count: int
    is_current: bool

    @property
    def count_shown(self) -> str:
        """The number, or that there are very many."""
        return str(self.count) if self.count < MOST_COUNTED else f"{MOST_COUNTED - 1}+"


GROUPS = (
    Group(
        _("Knowledge"),
        (
            Room("articles", _("Articles"), "book-open"),
            Room("categories", _("Categories"), "folder-tree", role=User.Role.EDITOR),
            Room("news", _("Team news"), "newspaper"),
            Room("training", _("Training"), "school"),
            Room("macros", _("Macros"), "zap"),
            Room("moving", _("Import and export"), "arrow-down-up", role=User.Role.EDITOR),
        ),
    ),
    Group(
        _("Customers"),
        (
            Room("gaps", _("Not found"), "message-circle-question-mark", role=User.Role.EDITOR),
            Room("reviews", _("Did not help"), "thumbs-down", role=User.Role.EDITOR),
            Room("synonyms", _("Synonyms"), "equal-approximately", role=User.Role.EDITOR),
            Room("learned", _("Learned"), "graduation-cap", role=User.Role.EDITOR),
            Room("notices", _("Notices"), "megaphone", role=User.Role.EDITOR),
        ),
    ),
    Group(
        _("House"),
        (
            Room("people", _("People"), "users", role=User.Role.ADMIN),
            Room("website", _("Your website"), "globe", role=User.Role.ADMIN),
            Room("inboxes", _("Inboxes"), "inbox", role=User.Role.ADMIN),
            Room("flows", _("Flows"), "waypoints", role=User.Role.ADMIN),
            Room("teams", _("Teams"), "users-round", role=User.Role.ADMIN),
            Room("hours", _("Business hours"), "clock", role=User.Role.ADMIN),
            Room("targets", _("Reply targets"), "target", role=User.Role.ADMIN),
            Room("mails", _("Mails"), "mail", role=User.Role.ADMIN),
            Room("settings", _("Settings"), "settings", role=User.Role.ADMIN),
        ),
    ),
)


def lines_for(user: User, path: str, view: str, counts: Counts) -> list[tuple[Group, list[Line]]]:
    """The rail of `user` on the page at `path`; groups without a room for her are left out."""
    groups = [(group, [room for room in group.rooms if room.is_for(user)]) for group in (_lists_of(user), *GROUPS)]
    current = _room_at(path, view or WORKLISTS[0].name, [room for _group, rooms in groups for room in rooms])
    return [(group, _lines(user, rooms, current, counts)) for group, rooms in groups if rooms]


def list_lines_for(user: User, view: str, counts: Counts) -> tuple[Group, list[Line]]:
    """The lists she works through, for a page that shows the one of this name."""
    group = _lists_of(user)
    shown = next((room for room in group.rooms if room.view == (view or WORKLISTS[0].name)), None)
    return group, _lines(user, group.rooms, shown, counts)


@lru_cache(maxsize=REMEMBERED)
def drawn(group: Group, lines: tuple[Line, ...], _spoken: str) -> SafeString:
    """A group's markup in the language that is spoken; as long as it says the same it is drawn once."""
    parts = {"group": group, "lines": lines}
    return mark_safe(render_to_string("desk/_rail_group.html", parts))  # noqa: S308  (our own template)


def _lists_of(user: User) -> Group:
    """What is only looked up now and then is in the list's own menu."""
    lists = [one for one in worklists_for(user) if one.counts or one.name in ALWAYS]
    rooms = (Room("conversations", one.label, one.icon, view=one.name) for one in lists)
    saved = (
        Room("conversations", view.name, "bookmark", view=f"{SAVED}{view.pk}", saved=view)
        for view in saved_views_of(user.pk)
    )
    return Group(_("Conversations"), (*rooms, *saved), "conversations")


def _lines(user: User, rooms: Iterable[Room], current: Room | None, counts: Counts) -> list[Line]:
    return [Line(room, room.url, _count(room, user, counts), room is current) for room in rooms]


def _count(room: Room, user: User, counts: Counts) -> int:
    return saved_list(room.saved).count(user) if room.saved else counts.get(room.name, 0)


def _room_at(path: str, view: str, rooms: list[Room]) -> Room | None:
    """The room whose address `path` lies under, the nearest one."""
    near = [room for room in rooms if path.startswith(_address(room.page)) and room.view in ("", view)]
    return max(near, key=lambda room: len(_address(room.page)), default=None)


@cache
def _address(page: str) -> str:
    """Asked sixty times for one page, which took longer than to draw what is drawn once."""
    return reverse(f"desk:{page}")
