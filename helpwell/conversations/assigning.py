"""Whose turn it is: a conversation goes to the agent with the least in hand, the one who waits longest first.

Two processes may hand out at once, so the conversation's row is locked first and then those of the agents, always in
this order: nobody gets more than fits, and no conversation goes to two.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from helpwell.base.prepared import written_once
from helpwell.conversations.models import Conversation
from helpwell.people.models import User

PATIENCE = timedelta(minutes=30)  # so long a customer waits for an agent who is not there, then a colleague takes over

CHAT_PATIENCE = timedelta(minutes=5)  # so long for one who is there and says nothing, where she sits and waits


def assign_least_busy(conversation: Conversation) -> User | None:
    """Give it to whoever is at the desk and has room; None leaves it in its team's list, where everybody sees it.

    Nobody overtakes: while an older one waits for the same agents, a newer one waits too.
    """
    return _hand_to_the_least_busy(conversation) if _who_is_at_desk() else None


@written_once
def _who_is_at_desk() -> QuerySet[User]:
    """Asked for every message that arrives: often it is nobody, and then there is nothing to hand out."""
    found: QuerySet[User] = User.objects.at_desk().order_by()
    return found[:1]


@transaction.atomic(savepoint=False)
def _hand_to_the_least_busy(conversation: Conversation) -> User | None:
    _lock(conversation)
    if not conversation.needs_agent or Conversation.objects.ahead_of(conversation).exists():
        return None
    return _give(conversation, why="least_busy")


def assign_waiting() -> int:
    """Hand out what waits, the oldest first, and hand on what waits for agents who are gone; how many found one."""
    for conversation in Conversation.objects.left_by_former_agents():
        _hand_back(conversation.pk, why="agent_left")
    if not _who_is_at_desk():
        return 0
    given = _hand_out(Conversation.objects.to_hand_out(), assign_least_busy)
    given += _hand_out(
        Conversation.objects.left_waiting(timezone.now() - PATIENCE), partial(_hand_on, why="agent_away")
    )
    unheeded = Conversation.objects.unheeded_in_chat(timezone.now() - CHAT_PATIENCE)
    return given + _hand_out(unheeded, partial(_hand_on, why="unheeded"))


def change_availability(user: User, availability: str) -> int:
    """At the desk, away or off duty. Who goes off duty hands back what customers wait for; how many that were."""
    if not user.become(availability) or availability != User.Availability.OFF:
        return 0
    mine = Conversation.objects.waiting().assigned_to(user).filter(is_sensitive=False)
    handed = [_hand_back(pk, why="off_duty") for pk in mine.values_list("pk", flat=True)]
    return sum(handed)


def _hand_out(conversations: Iterable[Conversation], give: Callable[[Conversation], User | None]) -> int:
    """One after the other; once a team has no room left, its others are not tried."""
    given, full = 0, set()
    for conversation in conversations:
        if conversation.team_id not in full:
            agent = give(conversation)
            given += agent is not None
            full |= set() if agent else {conversation.team_id}
    return given


@transaction.atomic
def _hand_on(conversation: Conversation, why: str) -> User | None:
    """To a colleague who is there, if one has room; else it stays with whom it is."""
    _lock(conversation)
    return _give(conversation, why) if conversation.waiting_since else None


@transaction.atomic
def _hand_back(pk: int, why: str) -> bool:
    """Into its team's list."""
    conversation = Conversation.objects.locked(pk)
    if conversation.waiting_since is None or conversation.assignee is None:
        return False
    conversation.assign(None, by=None, why=why)
    return True


def _give(conversation: Conversation, why: str) -> User | None:
    agent = _least_busy(conversation)
    if agent:
        conversation.assign(agent, by=None, why=why)
    return agent


def _least_busy(conversation: Conversation) -> User | None:
    """At the desk, in the team, with room for one more; of these the one with the fewest open conversations."""
    agents = User.objects.at_desk().exclude(pk=conversation.assignee_id)
    if conversation.team_id:
        agents = agents.filter(teams=conversation.team_id)
    # Locked before counting. `no_key`: what others write meanwhile may still name these agents.
    locked = list(agents.order_by("pk").select_for_update(of=("self",), no_key=True))
    in_hand = Conversation.objects.held_by(locked) if locked else {}
    free = [agent for agent in locked if in_hand[agent.pk] < agent.capacity]
    return min(free, key=lambda agent: in_hand[agent.pk], default=None)


def _lock(conversation: Conversation) -> None:
    """Take its row for this transaction, with what others have changed meanwhile."""
    conversation.refresh_from_db(from_queryset=Conversation.objects.select_for_update(of=("self",)))
