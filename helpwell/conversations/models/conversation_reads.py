"""Which conversations there are to see: by whom, in which state, in whose hands."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from helpwell.conversations.inbound import InboundMessage
from helpwell.people.models import Contact, Team, User

if TYPE_CHECKING:
    from helpwell.conversations.models.conversation import Conversation
    from helpwell.conversations.models.inbox import Inbox


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def continue_or_open(self, inbound: InboundMessage, contact: Contact) -> "Conversation":
        """The conversation the message provably replies to, its row locked; a new one otherwise."""
        if inbound.reply_proof:
            return self.locked(inbound.reply_proof.pk)
        return self.create(
            inbox=inbound.inbox,
            contact=contact,
            team=inbound.inbox.team,
            language=inbound.language,
            subject=_subject(inbound),
            status=self._first_status(inbound),
        )

    def _first_status(self, inbound: InboundMessage) -> str:
        """In whose hands a new one begins."""
        if inbound.seems_spam:
            return self.model.Status.SPAM
        return self.model.Status.WITH_BOT if inbound.inbox.has_assistant else self.model.Status.OPEN

    def locked(self, pk: int) -> "Conversation":
        """This conversation, or the one it was merged into, its row locked."""
        found = self.select_for_update(of=("self",)).get(pk=pk)
        return self.locked(found.merged_into_id) if found.merged_into_id else found

    def visible_to(self, user: User) -> Self:
        """What an agent may see: nothing of private teams she is not in, nothing sensitive that is not hers."""
        if not user.is_staff:
            return self.none()
        if user.is_admin:
            return self
        mine = models.Q(assignee=user)
        private = models.Q(team__is_private=True) & ~models.Q(team__in=Team.objects.of(user))
        return self.filter(mine | (~private & models.Q(is_sensitive=False)))

    def whole(self) -> Self:
        """Without those that were merged into another one."""
        return self.filter(merged_into=None)

    def open(self) -> Self:
        """Somebody has to do something: neither resolved, nor asleep, nor with the bot, nor spam."""
        return self.whole().filter(status=self.model.Status.OPEN)

    def waiting(self) -> Self:
        """The customer waits for us; who waits longest comes first."""
        return self.open().filter(waiting_since__isnull=False).order_by("waiting_since", "pk")

    def unassigned(self) -> Self:
        """Held by nobody yet."""
        return self.filter(assignee=None)

    def to_hand_out(self) -> Self:
        """Waiting for any agent, who waits longest first. What is sensitive is never handed out by itself."""
        return self.waiting().unassigned().filter(is_sensitive=False)

    def ahead_of(self, conversation: "Conversation") -> Self:
        """Waiting for the same agents, and for longer."""
        longer = models.Q(waiting_since__lt=conversation.waiting_since or conversation.created_at)
        return self.to_hand_out().filter(longer, team=conversation.team_id).exclude(pk=conversation.pk)

    def left_by_former_agents(self) -> Self:
        """Waiting for somebody who no longer works at the desk."""
        return self.waiting().exclude(assignee=None).exclude(assignee__in=User.objects.staff())

    def left_waiting(self, since: datetime) -> Self:
        """Waiting since then or longer for an agent who is away or off duty."""
        gone = [User.Availability.AWAY, User.Availability.OFF]
        return self.waiting().filter(waiting_since__lte=since, assignee__availability__in=gone, is_sensitive=False)

    def assigned_to(self, user: User) -> Self:
        """Held by this agent."""
        return self.filter(assignee=user)

    def held_by(self, users: Iterable[User]) -> Counter[int]:
        """How many open ones each of these has in hand, by her key; reads the open ones only, however many were."""
        held = self.open().filter(assignee__in=users).order_by().values_list("assignee")
        return Counter(dict(held.annotate(models.Count("pk"))))

    def of_teams(self, user: User) -> Self:
        """In the hands of a team she belongs to."""
        return self.filter(team__in=Team.objects.of(user))

    def mentioning(self, user: User) -> Self:
        """Where a note names her."""
        return self.filter(messages__mentions=user).distinct()

    def with_contact(self, contact: Contact) -> Self:
        """Everything said with this person, the newest first."""
        return self.filter(contact__in=contact.today.selves()).order_by("-changed_at")

    def newest_of(self, inbox: "Inbox", since: datetime, until: datetime) -> "models.QuerySet[Any, Any]":
        """When the newest of an inbox began and when people first answered; null: the customer still waits for that."""
        answered_or_waiting = models.Q(first_replied_at__isnull=False) | models.Q(waiting_since__isnull=False)
        begun = self.whole().filter(answered_or_waiting, inbox=inbox, created_at__range=(since, until))
        with_people = begun.exclude(status__in=[self.model.Status.SPAM, self.model.Status.WITH_BOT])
        return with_people.order_by("-created_at").values_list("created_at", "first_replied_at")

    def to_wake(self, now: datetime) -> Self:
        """Asleep, and their time has come."""
        return self.filter(status=self.model.Status.SNOOZED, snoozed_until__lte=now)

    def with_doors(self) -> Self:
        """With the inbox and the contact, for whoever answers."""
        return self.select_related("inbox", "contact")

    def for_list(self) -> Self:
        """With everything a row of the list shows."""
        return self.select_related("contact", "assignee", "team", "inbox", "topic").prefetch_related("tags")


def _subject(inbound: InboundMessage) -> str:
    """What it is called in lists: its subject, or how the message begins."""
    words = " ".join((inbound.subject or inbound.text).split())
    return words if len(words) <= 120 else words[:119].rsplit(" ", 1)[0] + "…"
