"""Targets that were missed: the conversation is marked, and whoever holds it is told once by mail."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from helpwell.conversations.models import Conversation
from helpwell.people.mailing import tell
from helpwell.people.models import User

AT_ONCE = 200  # conversations in one look


@transaction.atomic
def mark_late() -> int:
    """Mark those whose target has passed, and take the mark off where nothing is late any more; how many are new."""
    overdue = Conversation.objects.overdue(timezone.now())
    Conversation.objects.late().exclude(pk__in=overdue.values("pk")).update(late_since=None)
    late = [one for one in overdue.filter(late_since=None).order_by("pk")[:AT_ONCE] if one.become_late()]
    told: dict[User, list[Conversation]] = defaultdict(list)
    for conversation in late:
        for user in _concerned(conversation):
            told[user].append(conversation)
    for user, conversations in told.items():
        _tell(user, conversations)
    return len(late)


def _concerned(conversation: Conversation) -> Iterable[User]:
    """Who holds it, else her team's members, else everybody who is at the desk."""
    if conversation.assignee and conversation.assignee.is_staff:
        return [conversation.assignee]
    if conversation.team_id:
        return list(User.objects.staff().filter(teams=conversation.team_id))
    return list(User.objects.at_desk())


def _tell(user: User, conversations: list[Conversation]) -> None:
    """One mail about all that she may see, unless she wants none."""
    if not user.wants_late_mails:
        return
    seen = Conversation.objects.visible_to(user).filter(pk__in=[one.pk for one in conversations]).order_by("pk")
    if seen:
        tell(user, "automation/mail/late", conversations=seen, count=len(seen))
