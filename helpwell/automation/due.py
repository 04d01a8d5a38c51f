"""Work out by when we want to answer and resolve: a row says what is due, lists and badges read it."""

from datetime import datetime, timedelta

from helpwell.automation.models import SlaPolicy
from helpwell.conversations.expected_wait import AROUND_THE_CLOCK
from helpwell.conversations.models import Conversation
from helpwell.conversations.models.conversation_reads import ConversationQuerySet
from helpwell.people.business_time import add

AT_ONCE = 500  # conversations looked at in one sweep


def set_due() -> int:
    """Date what is not dated yet, policy by policy, the closest first; how many conversations got a date."""
    return sum(_date_replies(policy) + _date_resolutions(policy) for policy in SlaPolicy.objects.in_order())


def begin_anew() -> None:
    """The policies or hours have changed: what is open is dated again by the next sweep."""
    Conversation.objects.open().update(reply_due_at=None, resolution_due_at=None)


def _date_replies(policy: SlaPolicy) -> int:
    undated = policy.covered(Conversation.objects.with_undated_reply())
    if policy.first_reply is None:
        undated = undated.answered(before=True)
    if policy.next_reply is None:
        undated = undated.answered(before=False)
    return _date(undated, "reply_due_at", "waiting_since", policy)


def _date_resolutions(policy: SlaPolicy) -> int:
    if policy.resolution is None:
        return 0
    undated = policy.covered(Conversation.objects.with_undated_resolution())
    return _date(undated, "resolution_due_at", "created_at", policy)


def _date(undated: ConversationQuerySet, name: str, since: str, policy: SlaPolicy) -> int:
    """In small steps: another process may have answered meanwhile, then `since` is another moment."""
    rows = list(undated.select_related("inbox__hours")[:AT_ONCE])
    for row in rows:
        due = _due(row, getattr(row, since), _minutes(policy, row, name))
        Conversation.objects.unchanged(row, since).update(**{name: due})
    return len(rows)


def _minutes(policy: SlaPolicy, conversation: Conversation, name: str) -> int:
    if name == "resolution_due_at":
        return policy.resolution or 0
    return (policy.next_reply if conversation.first_replied_at else policy.first_reply) or 0


def _due(conversation: Conversation, begun: datetime, minutes: int) -> datetime:
    """So many open minutes later; who never opens owes it by the clock."""
    hours, length = conversation.inbox.kept_hours, timedelta(minutes=minutes)
    return add(hours.schedule if hours else AROUND_THE_CLOCK, begun, length) or begun + length
