"""Targets that were missed: the conversation is marked, and whoever holds it is told once by mail."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from helpwell.base.languages import interface_language
from helpwell.base.models import Site
from helpwell.conversations.models import Conversation
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
    if not seen:
        return
    site, address = Site.current(), settings.HELPWELL.address.rstrip("/")
    words = {"site": site, "conversations": seen, "address": address, "count": len(seen)}
    with translation.override(interface_language(user.language or site.default_language)):
        subject = render_to_string("automation/mail/late_subject.txt", words)
        text = render_to_string("automation/mail/late.txt", words)
    send_mail(" ".join(subject.split()), text.strip() + "\n", None, [user.email])
