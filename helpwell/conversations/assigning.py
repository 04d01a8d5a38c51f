"""Whose turn it is: a conversation goes to the agent with the least in hand, the one who waits longest first."""

from django.db.models import Count, Q

from helpwell.conversations.models import Conversation
from helpwell.people.models import User


def assign_least_busy(conversation: Conversation) -> User | None:
    """Give it to whoever is at the desk and has room; None leaves it in its team's list, where everybody sees it."""
    agent = _least_busy(conversation)
    if agent:
        conversation.assign(agent, by=None, why="least_busy")
    return agent


def assign_waiting() -> int:
    """Hand out what still waits for an agent, the oldest first; how many found one."""
    waiting = Conversation.objects.waiting().unassigned().select_related("team")
    return sum(assign_least_busy(conversation) is not None for conversation in waiting)


def _least_busy(conversation: Conversation) -> User | None:
    """At the desk, in the team, with room for one more; of these the one with the fewest open conversations."""
    open_now = Count("conversations", filter=Q(conversations__status=Conversation.Status.OPEN))
    agents = User.objects.at_desk().annotate(in_hand=open_now)
    if conversation.team:
        agents = agents.filter(teams=conversation.team)
    free = [agent for agent in agents.order_by("in_hand", "pk") if agent.in_hand < agent.capacity]
    return free[0] if free else None
