"""Which conversations there are to see: by whom, in which state, in whose hands."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Substr

from helpwell.base.prepared import row_of
from helpwell.base.storing import store_new
from helpwell.conversations.inbound import InboundMessage
from helpwell.conversations.models.message import Message
from helpwell.conversations.models.reading import Reading
from helpwell.people.models import Contact, Event, Team, User

if TYPE_CHECKING:
    from helpwell.conversations.models.conversation import Conversation
    from helpwell.conversations.models.inbox import Inbox


SNIPPET = 160  # letters of the last message that a list shows


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def continue_or_open(self, inbound: InboundMessage, contact: Contact) -> "Conversation":
        """The conversation the message provably replies to, its row locked; a new one otherwise."""
        if inbound.reply_proof:
            return self.locked(inbound.reply_proof.pk)
        conversation = self.model(
            inbox=inbound.inbox,
            contact=contact,
            team=inbound.inbox.team,
            language=inbound.language,
            subject=_subject(inbound),
            status=self._first_status(inbound),
        )
        store_new(conversation)
        return conversation

    def _first_status(self, inbound: InboundMessage) -> str:
        """In whose hands a new one begins."""
        if inbound.seems_spam:
            return self.model.Status.SPAM
        return self.model.Status.WITH_BOT if inbound.inbox.has_assistant else self.model.Status.OPEN

    def locked(self, pk: int) -> "Conversation":
        """This conversation, or the one it was merged into, its row locked; whatever else was chosen."""
        found = row_of(self.model, pk, is_locked=True)
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

    def with_undated_reply(self) -> Self:
        """Waiting for us, and by when she wants an answer is not worked out."""
        return self.waiting().filter(reply_due_at=None)

    def with_undated_resolution(self) -> Self:
        """Open, and by when it is to be resolved is not worked out."""
        return self.open().filter(resolution_due_at=None)

    def answered(self, before: bool) -> Self:
        """Those a person has answered before, or those nobody has."""
        return self.filter(first_replied_at__isnull=not before)

    def unchanged(self, conversation: "Conversation", name: str) -> Self:
        """This one, unless another process has written another value of this name meanwhile."""
        return self.filter(**{"pk": conversation.pk, name: getattr(conversation, name)})

    def hers(self) -> Self:
        """Open, and it is the customer's turn."""
        return self.open().filter(waiting_since=None)

    def in_state(self, status: str) -> Self:
        """In this state, without those that were merged into another one."""
        return self.whole().filter(status=status)

    def to_approve(self) -> Self:
        """With a trainee's reply that a colleague has to look at."""
        return self.whole().filter(pk__in=Message.objects.awaiting_approval().values("conversation"))

    def unassigned(self) -> Self:
        """Held by nobody yet."""
        return self.filter(assignee=None)

    def overdue(self, now: datetime) -> Self:
        """Open, and past a target: the reply to who waits, or being resolved."""
        late = models.Q(waiting_since__isnull=False, reply_due_at__lt=now) | models.Q(resolution_due_at__lt=now)
        return self.open().filter(late)

    def late(self) -> Self:
        """Open, and marked because a target has passed."""
        return self.open().filter(late_since__isnull=False)

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

    def unheeded_in_chat(self, since: datetime) -> Self:
        """She sits in the chat and waits for a first word: it was handed to somebody so long ago who has begun none."""
        subject = Concat(Value("conversations.conversation:"), Cast(OuterRef("pk"), models.CharField()))
        given = Event.objects.filter(subject=subject, kind="conversation.assigned")
        begun = Message.objects.filter(conversation=OuterRef("pk"), delivery=Message.Delivery.DRAFT)
        return self.waiting().filter(
            ~Exists(given.filter(Q(at__gt=since) | Q(by__isnull=False))),  # what was given by hand stays there
            ~Exists(begun.filter(author=OuterRef("assignee"))),
            inbox__channel="chat",
            waiting_since__lte=since,
            first_replied_at=None,
            assignee__availability=User.Availability.AT_DESK,
            is_sensitive=False,
        )

    def assigned_to(self, user: User) -> Self:
        """Held by this agent."""
        return self.filter(assignee=user)

    def held_by(self, users: Iterable[User]) -> Counter[int]:
        """How many open ones each of these has in hand, by her key; reads the open ones only, however many were."""
        held = self.open().filter(assignee__in=users).order_by().values_list("assignee")
        return Counter(dict(held.annotate(models.Count("pk"))))

    def held_by_teams(self) -> Counter[int]:
        """How many open ones each team has in hand, by its key."""
        held = self.open().exclude(team=None).order_by().values_list("team")
        return Counter(dict(held.annotate(models.Count("pk"))))

    def of_team(self, team: Team) -> Self:
        """In its hands, whoever of them holds it."""
        return self.filter(team=team)

    def of_teams(self, user: User) -> Self:
        """In the hands of a team she belongs to."""
        return self.filter(team__in=Team.objects.of(user))

    def mentioning(self, user: User) -> Self:
        """Where a note names her."""
        return self.whole().filter(pk__in=Message.objects.filter(mentions=user).values("conversation"))

    def mentioning_unread(self, user: User) -> Self:
        """Where a note names her that she has not read yet."""
        notes = Message.objects.filter(mentions=user).annotate(read=_read_by(user, OuterRef("conversation")))
        return self.whole().filter(pk__in=notes.filter(number__gt=F("read")).values("conversation"))

    def unread_by(self, user: User) -> Self:
        """Where somebody has said something since she was last there."""
        return self.with_reading_of(user).filter(last_number__gt=F("read_number"))

    def with_contact(self, contact: Contact) -> Self:
        """Everything said with this person, the newest first."""
        return self.of_contacts(contact.today.selves())

    def of_contacts(self, keys: Iterable[int]) -> Self:
        """Everything said with the contacts of these keys, the newest first."""
        return self.filter(contact__in=keys).order_by("-changed_at")

    def newest_of(self, inbox: "Inbox", since: datetime, until: datetime) -> "models.QuerySet[Any, Any]":
        """When the newest of an inbox began and when people first answered; null: the customer still waits for that."""
        answered_or_waiting = models.Q(first_replied_at__isnull=False) | models.Q(waiting_since__isnull=False)
        begun = self.whole().filter(answered_or_waiting, inbox=inbox, created_at__range=(since, until))
        with_people = begun.exclude(status__in=[self.model.Status.SPAM, self.model.Status.WITH_BOT])
        return with_people.order_by("-created_at").values_list("created_at", "first_replied_at")

    def changed_since(self, moment: datetime) -> Self:
        """Anything happened to them since then; in every state, which lets the index find them."""
        return self.filter(status__in=self.model.Status.values, changed_at__gte=moment)

    def to_wake(self, now: datetime) -> Self:
        """Asleep, and their time has come."""
        return self.filter(status=self.model.Status.SNOOZED, snoozed_until__lte=now)

    def with_doors(self) -> Self:
        """With the inbox and the contact, for whoever answers."""
        return self.select_related("inbox", "contact")

    def of_topic_said(self, language: str) -> Self:
        """Those whose topic an agent said, the newest first; nothing sensitive."""
        said = self.whole().filter(topic__isnull=False, topic_is_suggested=False, is_sensitive=False, language=language)
        return said.order_by("-changed_at", "-pk")

    def topics_said(self, language: str, limit: int) -> list[tuple[str, int]]:
        """How conversations began whose topic an agent said, and that topic; the newest first, nothing sensitive."""
        first = Message.objects.filter(conversation=OuterRef("pk"), number=1)
        words = Coalesce(Subquery(first.values("text")), Value(""), output_field=models.TextField())
        rows = self.of_topic_said(language).annotate(first_words=words).values_list("first_words", "topic_id")
        return list(rows[:limit])

    def with_reading_of(self, user: User) -> Self:
        """With `read_number`: how far she has read, 0 when she was never there."""
        return self.annotate(read_number=_read_by(user, OuterRef("pk")))

    def with_last_words(self) -> Self:
        """With the beginning of what was said last, and whose kind of word it is."""
        last = Message.objects.filter(conversation=OuterRef("pk"), number=OuterRef("last_number"))
        return self.annotate(
            last_text=Coalesce(Subquery(last.values(words=Substr("text", 1, SNIPPET))), Value("")),
            last_kind=Coalesce(Subquery(last.values("kind")), Value("")),
        )

    def for_list(self, user: User) -> Self:
        """With what a row of the list shows to `user`, but for tags and the addresses of who has no name."""
        rows = self.with_reading_of(user).with_last_words().select_related("contact", "assignee", "team")
        # Not joined with the few inboxes: SQLite would begin with those, and read every conversation of each.
        return rows.prefetch_related("inbox")


def _read_by(user: User, conversation: OuterRef) -> Coalesce:
    """How far she has read it."""
    readings = Reading.objects.filter(user=user, conversation=conversation)
    return Coalesce(Subquery(readings.values("number")[:1]), Value(0))


def _subject(inbound: InboundMessage) -> str:
    """What it is called in lists: its subject, or how the message begins."""
    words = " ".join((inbound.subject or inbound.text).split())
    return words if len(words) <= 120 else words[:119].rsplit(" ", 1)[0] + "…"
