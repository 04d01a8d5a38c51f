"""A team is no more: what it had to do goes to another one, or to everybody."""

from django.db import transaction

from helpwell.conversations.models import Conversation, Inbox
from helpwell.people.models import Team, User


@transaction.atomic
def dissolve(team: Team, heir: Team | None, by: User) -> int:
    """Hand its conversations and inboxes to `heir` (None: everybody); how many open ones that were."""
    open_count = Conversation.objects.open().of_team(team).count()
    for inbox in Inbox.objects.filter(team=team):
        inbox.change(by, team=heir)
    Conversation.objects.of_team(team).update(team=heir)  # each says so by the team's own event
    team.dissolve(by, heir=heir.pk if heir else None)
    return open_count
