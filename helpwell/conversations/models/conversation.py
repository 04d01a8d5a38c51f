"""An exchange with one customer, and who holds it."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpwell.base.prepared import written_once
from helpwell.conversations.models.conversation_columns import new_link_key
from helpwell.conversations.models.conversation_course import Course
from helpwell.conversations.models.conversation_reads import ConversationQuerySet
from helpwell.conversations.models.conversation_talk import Talk
from helpwell.conversations.models.message import Message, MessageQuerySet
from helpwell.conversations.models.rating import Rating
from helpwell.conversations.models.tag import Tag
from helpwell.knowledge.models import Category
from helpwell.people.models import Event, Team, User


class Conversation(Talk, Course):
    """What is said in it is numbered without a gap; what happens to it is an Event."""

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        # Those that begin with a key of another table stand for the index Django would give that key. Where nobody
        # waits, a list is in the order of changes: SQLite would look up the last words of all of them to sort them.
        indexes: ClassVar = [
            models.Index(fields=["status", "waiting_since", "-changed_at", "-id"]),
            models.Index(fields=["status", "-changed_at"]),
            models.Index(fields=["assignee", "status", "waiting_since", "-changed_at", "-id"]),
            models.Index(fields=["team", "status", "waiting_since", "-changed_at", "-id"]),
            models.Index(fields=["contact", "-changed_at"]),
            models.Index(fields=["inbox", "-created_at"]),
            models.Index(
                fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="conversation_merged"
            ),
            models.Index(
                fields=["language", "-changed_at", "-id"],
                condition=models.Q(topic__isnull=False, topic_is_suggested=False),
                name="conversation_topic_said",
            ),
            models.Index(
                fields=["status", "late_since"], condition=models.Q(late_since__isnull=False), name="conversation_late"
            ),  # every page of the desk counts them, and most of the time there are none
        ]

    # Who holds it --------------------------------------------------------------------------------

    @transaction.atomic
    def assign(self, to: User | None, by: User | None, team: Team | None = None, why: str = "") -> None:
        """Put it into somebody's hands, or a team's; the same hands again change nothing."""
        self.put_into(to, team or self.team, by, why)

    @transaction.atomic
    def put_into(self, to: User | None, team: Team | None, by: User | None, why: str = "", **because: Any) -> None:
        """Into exactly these hands: None takes it out of a person's, or a team's."""
        if (self.assignee, self.team) != (to, team):
            was = self.assignee_id
            self._update(assignee=to, team=team)
            hands = {"to": to.pk if to else None, "team": team.pk if team else None}
            self.record("assigned", by=by, **hands, was=was, why=why, **because)

    @transaction.atomic
    def hand_over(self, why: str, by: User | None = None) -> None:
        """The bot gives way to people, with everything that was said. Twice changes nothing."""
        self._lock()
        if self.status == self.Status.WITH_BOT:
            self._update(status=self.Status.OPEN, waiting_since=self.waiting_since or timezone.now())
            self.record("handed_over", by=by, why=why)

    @transaction.atomic
    def give_back(self, by: User) -> None:
        """An agent lets the bot go on: with what nobody has said a word to, and with nothing before."""
        self._lock()
        if self.status == self.Status.OPEN:
            self._update(status=self.Status.WITH_BOT, assignee=None, waiting_since=None)
            ours = Message.objects.from_us().filter(conversation=self).aggregate(last=models.Max("number"))["last"] or 0
            self.messages.filter(awaits_bot=True, number__lt=ours).update(awaits_bot=False)
            self.messages.filter(kind=Message.Kind.FROM_CONTACT, number__gt=ours).update(awaits_bot=True)
            self.record("given_back", by=by)

    # What it is about ----------------------------------------------------------------------------

    @transaction.atomic
    def set_topic(self, topic: Category | None, by: User | None, **because: Any) -> None:
        """What it is about. An agent's word is kept against the engine's."""
        if by is None and self.topic_id and not self.topic_is_suggested:
            return
        if self.topic != topic or (by and self.topic_is_suggested):
            was = self.topic.public_id if self.topic else ""
            self._update(topic=topic, topic_is_suggested=by is None)
            self.record("topic_set", by=by, topic=topic.public_id if topic else "", was=was, **because)

    @transaction.atomic
    def tag(self, name: str, by: User | None, **because: Any) -> Tag:
        """Put a tag on it; the same twice changes nothing."""
        tag = Tag.objects.named(name)
        if not self.tags.filter(pk=tag.pk).exists():
            self.tags.add(tag)
            self.record("tagged", by=by, tag=tag.name, **because)
        return tag

    @transaction.atomic
    def untag(self, tag: Tag, by: User | None) -> None:
        """Take a tag off."""
        if self.tags.filter(pk=tag.pk).exists():
            self.tags.remove(tag)
            self.record("untagged", by=by, tag=tag.name)

    @transaction.atomic
    def mark_sensitive(self, sensitive: bool, by: User) -> None:
        """Only its assignee and admins see it from now on; or everybody again."""
        if self.is_sensitive != sensitive:
            self._update(is_sensitive=sensitive, assignee=self.assignee or by)
            self.record("sensitive" if sensitive else "not_sensitive", by=by)

    # What else is the same matter ----------------------------------------------------------------

    @transaction.atomic
    def merge_into(self, other: "Conversation", by: User) -> None:
        """It is the same matter as another one: its messages are read there, and new ones arrive there.

        What was merged into it goes along, so that nothing is ever more than one step away.
        """
        target = type(self).objects.locked(other.pk)
        if target.pk != self.pk and self.merged_into_id is None:
            along = list(self.merged.values_list("pk", flat=True))
            self.merged.update(merged_into=target)
            self._update(merged_into=target)
            self.record("merged", by=by, into=target.pk, along=along)
            target.record("took_in", by=by, other=self.pk)

    @transaction.atomic
    def part(self, by: User) -> None:
        """Undo a merge; what went along comes back along."""
        if self.merged_into:
            self.merged_into.record("gave_back", by=by, other=self.pk)
            merger = Event.objects.about(self).filter(kind="conversation.merged").first()
            along = merger.data.get("along", []) if merger else []
            self.merged_into.merged.filter(pk__in=along).update(merged_into=self)
            self._update(merged_into=None)
            self.record("parted", by=by)

    def whole_messages(self) -> MessageQuerySet:
        """Its messages and those of conversations that were merged into it, in the order they were said."""
        return self.every_message().filter(number__isnull=False).order_by("said_at", "pk")

    def every_message(self) -> MessageQuerySet:
        """The same with what is still being written or looked at."""
        return Message.objects.filter(conversation__in=self.keys())

    def keys(self) -> tuple[int, ...]:
        """Its own, and those of what was merged into it."""
        return (self.pk, *_merged_into(self.pk))

    def told(self) -> list[tuple[str, str]]:
        """What she has told in fields, (label, answer), in the order of her words."""
        return [(label, answer) for fields in _told(self.keys()) for label, answer in fields]

    # What the customer does beside talking -------------------------------------------------------

    @transaction.atomic
    def revoke_links(self, by: User | None) -> None:
        """No private link to it works any more; the next mail brings a new one."""
        self._update(link_key=new_link_key(), screen_key="")
        self.record("links_revoked", by=by)

    @transaction.atomic
    def rate(self, *, helpful: bool) -> None:
        """The customer says whether it is answered. A yes closes it; after a no she waits for us again."""
        said = {"helpful": helpful, "agent": self.assignee, "at": timezone.now()}
        Rating.objects.update_or_create(conversation=self, defaults=said)
        self.record("rated", by=None, helpful=helpful)
        if helpful:
            self.resolve(by=None)
        else:
            self._be_asked_again()

    def _be_asked_again(self) -> None:
        """What she was told did not help, so it is our turn, whether she writes more or not."""
        self.reopen(by=None)
        self.wake()
        if self.status == self.Status.OPEN and self.waiting_since is None:
            self._update(waiting_since=timezone.now())


@written_once
def _merged_into(pk: int) -> models.QuerySet[Any, int]:
    return Conversation.objects.filter(merged_into=pk).order_by().values_list("pk", flat=True)


@written_once
def _told(conversations: tuple[int, ...]) -> models.QuerySet[Any, Any]:
    said = Message.objects.filter(conversation__in=conversations, number__isnull=False).exclude(fields=[])
    return said.order_by("said_at", "pk").values_list("fields", flat=True)
