"""How a conversation stands: open, asleep, done, and what is due."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from helpwell.conversations.models.conversation_columns import ConversationColumns
from helpwell.conversations.standing import Standing
from helpwell.people.models import User


class Course(ConversationColumns):
    """Each step can be taken twice, changes nothing the second time, and has another that undoes it."""

    class Meta:
        abstract = True

    @transaction.atomic
    def resolve(self, by: User | None, **because: Any) -> None:
        """Close it as done. Resolving twice changes nothing. `because` is told with the event, here and below."""
        if not self.is_resolved:
            was = {"status": self.status, "waiting_since": _iso(self.waiting_since)}
            self._update(
                status=self.Status.RESOLVED, waiting_since=None, snoozed_until=None, resolved_at=timezone.now()
            )
            self.record("resolved", by=by, **was, **because)

    @transaction.atomic
    def reopen(self, by: User | None) -> None:
        """It is not done after all. Reopening an open one changes nothing; who waited before waits again."""
        if self.status in (self.Status.RESOLVED, self.Status.SPAM):
            self._update(status=self.Status.OPEN, resolved_at=None, waiting_since=self._unanswered_since())
            self.record("reopened", by=by)

    @transaction.atomic
    def snooze(self, until: datetime, by: User | None, **because: Any) -> None:
        """Let it sleep until then; it wakes by itself, or when the customer writes."""
        if self.snoozed_until != until:
            self._update(status=self.Status.SNOOZED, snoozed_until=until)
            self.record("snoozed", by=by, until=until.isoformat(), **because)

    @transaction.atomic
    def wake(self, by: User | None = None) -> None:
        """Its time has come, or somebody wants it now. Twice changes nothing."""
        if self.status == self.Status.SNOOZED:
            waiting_since = self.waiting_since or self._unanswered_since()  # a resolved one may have been put to sleep
            self._update(status=self.Status.OPEN, snoozed_until=None, waiting_since=waiting_since)
            self.record("woken", by=by)

    @property
    def standing(self) -> Standing:
        """Closed, asleep or open, as `stand_as` takes it."""
        return Standing(self.status, self.snoozed_until)

    @transaction.atomic
    def stand_as(self, was: Standing, by: User) -> None:
        """Take back what closed it or let it sleep: it stands as before, and who waited then waits again."""
        if was.status not in self.Status.values or self.standing == was:
            return
        is_done = was.status in (self.Status.RESOLVED, self.Status.SPAM)
        self._update(
            status=was.status,
            snoozed_until=was.snoozed_until,
            resolved_at=timezone.now() if was.status == self.Status.RESOLVED else None,
            waiting_since=None if is_done else self.waiting_since or self._unanswered_since(),
        )
        self.record("taken_back", by=by, standing=str(was))

    @transaction.atomic
    def mark_spam(self, by: User) -> None:
        """Nobody has to answer this. `reopen` undoes it."""
        if self.status != self.Status.SPAM:
            self._update(status=self.Status.SPAM, waiting_since=None, snoozed_until=None)
            self.record("marked_spam", by=by)

    @transaction.atomic
    def prioritise(self, priority: str, by: User | None, **because: Any) -> None:
        """How much it hurries."""
        if self.priority != priority:
            self._update(priority=priority, reply_due_at=None, resolution_due_at=None)
            self.record("prioritised", by=by, priority=priority, **because)

    @transaction.atomic
    def become_late(self) -> bool:
        """A target has passed; False: somebody has done what was due meanwhile."""
        self._lock()
        if not self.is_overdue or self.late_since:
            return False
        self.late_since = self.due_at
        self.save(update_fields=["late_since"])  # nobody has done anything: it keeps its place in the lists
        self.record("late", by=None, due=_iso(self.due_at))
        return True


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
