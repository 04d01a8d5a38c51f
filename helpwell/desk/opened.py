"""A conversation as one agent has it open: what her page shows of it."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from helpwell.automation.models import Macro
from helpwell.conversations.models import Conversation, Message
from helpwell.conversations.sleeping import Moment, moments
from helpwell.desk.choices import colleagues, macros_of, teams
from helpwell.desk.context import Context, context_of
from helpwell.desk.log import SHOWN, Log, Said, log_of
from helpwell.desk.reads import Keys, conversations_seen, topics
from helpwell.desk.rows import Badge
from helpwell.desk.summary import Summary, summary_for
from helpwell.knowledge.models import Category
from helpwell.people.models import Team, User


def find_conversation(user: User, pk: int) -> Conversation:
    """The conversation, or 404: also when there is one that she may not see."""
    found = conversations_seen(pk, user.pk, role=user.role)
    if not found:
        raise Http404
    return found[0]


@dataclass
class Opened:
    """One conversation on one agent's page."""

    conversation: Conversation  # with its `read_number`, as `find_conversation` gives it
    reader: User
    language: str  # the reader's
    shown: int = SHOWN  # messages she has unfolded
    read_number: int = -1  # up to where she had read when she opened it; -1: she does so now

    def __post_init__(self) -> None:
        if self.read_number < 0:
            self.read_number = self._read_so_far

    def is_in_front_of_her(self) -> None:
        """From now on she has read all of it."""
        if self._read_so_far != self.conversation.last_number:
            self.conversation.has_been_read(self.reader)

    @property
    def _read_so_far(self) -> int:
        number: int = getattr(self.conversation, "read_number", 0)
        return number

    @cached_property
    def badge(self) -> Badge | None:
        """How much time is left, in the words of the lists."""
        return Badge.of(self.conversation)

    @cached_property
    def keys(self) -> Keys:
        """Its own key, and those of what was merged into it."""
        return self.conversation.keys()

    @cached_property
    def log(self) -> Log:
        """What was said and done."""
        return log_of(self.conversation, self.keys, self.reader, self.language, self.read_number, self.shown)

    @cached_property
    def seen(self) -> Message | None:
        """The last answer that the customer has in front of her, where that may be shown."""
        if not self.conversation.inbox.shows_presence:
            return None
        said = [entry.message for entry in self.log.entries if isinstance(entry, Said)]
        seen = [one for one in said if one.kind == Message.Kind.REPLY and one.delivery == Message.Delivery.DELIVERED]
        return seen[-1] if seen else None

    @cached_property
    def context(self) -> Context:
        """What she did before and beside it, of what the reader may see."""
        return context_of(self.conversation, self.keys, self.reader)

    @cached_property
    def summary(self) -> Summary | None:
        """What she has to know when somebody else had it before."""
        return summary_for(self.conversation, self.reader, lambda: self.context)

    @cached_property
    def draft(self) -> Message | None:
        """What she has begun to write."""
        return self.conversation.draft_of(self.reader)

    @cached_property
    def colleagues(self) -> list[User]:
        """Who may hold it: herself first, then those at the desk."""
        order = {User.Availability.AT_DESK: 0, User.Availability.AWAY: 1, User.Availability.OFF: 2}
        return sorted(colleagues(), key=lambda one: (one != self.reader, order[User.Availability(one.availability)]))

    @cached_property
    def teams(self) -> list[Team]:
        """Which teams may."""
        return teams()

    @cached_property
    def topics(self) -> list[Category]:
        """Every topic, as a tree read from top to bottom."""
        return topics()

    @cached_property
    def macros(self) -> list[Macro]:
        """What she may run on it."""
        return macros_of(self.reader.pk)

    @property
    def moments(self) -> list[Moment]:
        """Until when it may sleep."""
        return moments()

    @property
    def may_approve(self) -> bool:
        """Whether she may let a trainee's reply go out."""
        return self.reader.role != User.Role.TRAINEE
