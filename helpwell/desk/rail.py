"""The rooms of the desk as its rail lists them: what each is called, and how much waits there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helpwell.answers.models import Gap, Synonym
from helpwell.base.models import WebPage
from helpwell.conversations.models import SavedView
from helpwell.desk.narrowed import saved_list
from helpwell.desk.worklists import MOST_COUNTED, WORKLISTS, waiting_counts, worklists_for
from helpwell.knowledge.models import Article, Notice, Vote
from helpwell.outbox.models import Mail
from helpwell.people.models import Team, User

Count = Callable[[User], int]
ALWAYS = frozenset({"snoozed", "resolved"})  # lists that stand in the rail though nothing in them waits


@dataclass(frozen=True)
class Room:
    """One line of the rail."""

    page: str  # its address's name within the desk
    label: str | Promise
    icon: str  # in Lucide
    count: Count | None = None  # what waits there; None or 0 shows nothing
    role: str = User.Role.TRAINEE  # the least that opens it
    view: str = ""  # which of several lists on that page

    def is_for(self, user: User) -> bool:
        """Whether this user may open it."""
        may = {User.Role.ADMIN: user.is_admin, User.Role.EDITOR: user.is_editor}
        return may.get(User.Role(self.role), user.is_staff)

    @property
    def url(self) -> str:
        """Where it is."""
        return reverse(f"desk:{self.page}") + (f"?view={self.view}" if self.view else "")


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


def unread_news(user: User) -> int:
    """Announcements she has not opened yet."""
    return Notice.objects.showing().for_staff().unread_by(user).count()


def articles_to_review(user: User) -> int:
    """Articles past their review date."""
    return Article.objects.review_due().count()


def votes_to_review(user: User) -> int:
    """Customers an article did not help."""
    return Vote.objects.to_review().count()


def open_gaps(user: User) -> int:
    """What people asked more than once and did not find."""
    return Gap.objects.open().asked_again().count()


def proposed_synonyms(user: User) -> int:
    """Pairs of words that wait for a word."""
    return Synonym.objects.proposed().count()


def failed_mails(user: User) -> int:
    """Mails that could not be sent."""
    return Mail.objects.failed().count()


def pages_without_help(user: User) -> int:
    """Pages of the company's website from which nobody finds us."""
    return WebPage.objects.without_help().count()


def teams_without_members(user: User) -> int:
    """Teams in which nobody answers."""
    return Team.objects.without_members().count()


GROUPS = (
    Group(
        _("Knowledge"),
        (
            Room("articles", _("Articles"), "book-open", articles_to_review),
            Room("categories", _("Categories"), "folder-tree", role=User.Role.EDITOR),
            Room("news", _("Team news"), "newspaper", unread_news),
            Room("macros", _("Macros"), "zap"),
            Room("moving", _("Import and export"), "arrow-down-up", role=User.Role.EDITOR),
        ),
    ),
    Group(
        _("Customers"),
        (
            Room("gaps", _("Not found"), "message-circle-question-mark", open_gaps, role=User.Role.EDITOR),
            Room("reviews", _("Did not help"), "thumbs-down", votes_to_review, role=User.Role.EDITOR),
            Room("synonyms", _("Synonyms"), "equal-approximately", proposed_synonyms, role=User.Role.EDITOR),
            Room("learned", _("Learned"), "graduation-cap", role=User.Role.EDITOR),
            Room("notices", _("Notices"), "megaphone", role=User.Role.EDITOR),
        ),
    ),
    Group(
        _("House"),
        (
            Room("people", _("People"), "users", role=User.Role.ADMIN),
            Room("website", _("Your website"), "globe", pages_without_help, role=User.Role.ADMIN),
            Room("inboxes", _("Inboxes"), "inbox", role=User.Role.ADMIN),
            Room("flows", _("Flows"), "waypoints", role=User.Role.ADMIN),
            Room("teams", _("Teams"), "users-round", teams_without_members, role=User.Role.ADMIN),
            Room("hours", _("Business hours"), "clock", role=User.Role.ADMIN),
            Room("targets", _("Reply targets"), "target", role=User.Role.ADMIN),
            Room("mails", _("Mails"), "mail", failed_mails, role=User.Role.ADMIN),
            Room("settings", _("Settings"), "settings", role=User.Role.ADMIN),
        ),
    ),
)


def lines_for(user: User, path: str, view: str = "") -> list[tuple[Group, list[Line]]]:
    """The rail of `user` on the page at `path`; groups without a room for her are left out."""
    groups = [conversations_for(user), *GROUPS]
    rooms = [room for group in groups for room in group.rooms if room.is_for(user)]
    current = _room_at(path, view or WORKLISTS[0].name, rooms)
    shown = [(group, [_line(room, user, room is current) for room in group.rooms if room in rooms]) for group in groups]
    return [(group, lines) for group, lines in shown if lines]


def conversations_for(user: User) -> Group:
    """The lists she works through; what is only looked up now and then is in the list's own menu."""
    lists = [one for one in worklists_for(user) if one.counts or one.name in ALWAYS]
    waiting = waiting_counts(user)
    rooms = (
        Room("conversations", one.label, one.icon, _counted(waiting.get(one.name, 0)), view=one.name) for one in lists
    )
    saved = (
        Room("conversations", view.name, "bookmark", saved_list(view).count, view=f"saved-{view.pk}")
        for view in SavedView.objects.shown_to(user)
    )
    return Group(_("Conversations"), (*rooms, *saved), "conversations")


def _counted(count: int) -> Count:
    """What was counted together with others."""
    return lambda user: count


def _line(room: Room, user: User, is_current: bool) -> Line:
    return Line(room, room.url, room.count(user) if room.count else 0, is_current)


def _room_at(path: str, view: str, rooms: list[Room]) -> Room | None:
    """The room whose address `path` lies under, the nearest one."""
    near = [room for room in rooms if path.startswith(reverse(f"desk:{room.page}")) and room.view in ("", view)]
    return max(near, key=lambda room: len(reverse(f"desk:{room.page}")), default=None)
