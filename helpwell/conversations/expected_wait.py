"""When a customer who writes now can expect an answer: from how long the last ones really waited, in open hours."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.utils import timezone

from helpwell.conversations.models import Conversation, Inbox
from helpwell.people.business_time import Schedule, add, closing, is_open, next_opening, time_between
from helpwell.people.models import BusinessHours

NEWEST = 100  # conversations that are looked at
RECENT = timedelta(days=60)  # what is older tells nothing about today
ENOUGH = 8  # below this a few odd ones would speak for all
MOST = 0.8  # of the customers had their answer by then: a promise that holds four times out of five
CACHE_SECONDS = 300
AROUND_THE_CLOCK = Schedule(ZoneInfo("UTC"), (((0, 24 * 60),),) * 7)  # how waiting counts where no hours are kept


@dataclass(frozen=True)
class ExpectedWait:
    """What may be promised to somebody who writes at `at`."""

    at: datetime
    keeps_hours: bool  # whether the company has said when it is there
    opens_at: datetime | None  # null: open now, or no hours known, or never
    closes_at: datetime | None  # null: closed now, or no hours known
    by: datetime | None  # most have their answer by then; null: too few to tell from

    @property
    def is_open(self) -> bool:
        """Whether somebody is there now, as far as is known."""
        return not self.keeps_hours or self.closes_at is not None


def expected_wait(inbox: Inbox, at: datetime | None = None) -> ExpectedWait:
    """From the newest conversations of the inbox. Cheap: what they waited is worked out once in five minutes."""
    at, hours = (at or timezone.now()).astimezone(UTC), inbox.kept_hours
    schedule = hours.schedule if hours else AROUND_THE_CLOCK
    wait = _known_wait(inbox, hours, at)
    return ExpectedWait(
        at=at,
        keeps_hours=hours is not None,
        opens_at=next_opening(schedule, at) if hours and not is_open(schedule, at) else None,
        closes_at=closing(schedule, at) if hours else None,
        by=add(schedule, at, wait) if wait is not None else None,
    )


def _wait_of_most(inbox: Inbox, schedule: Schedule, at: datetime) -> timedelta | None:
    """In open hours, until the first answer to the newest conversations; None when too few were answered.

    Who still waits counts once she has waited longer than most: leaving her out would promise too much.
    """
    lately = Conversation.objects.newest_of(inbox, at - RECENT, at)[:NEWEST]
    answered: list[timedelta] = []
    waiting: list[timedelta] = []
    for begun, replied in lately:
        (answered if replied else waiting).append(time_between(schedule, begun, replied or at))
    if len(answered) < ENOUGH:
        return None
    usual = _at_share(answered, MOST)
    return _at_share(answered + [wait for wait in waiting if wait > usual], MOST)


def _known_wait(inbox: Inbox, hours: BusinessHours | None, at: datetime) -> timedelta | None:
    """From the cache while it is fresh. Other hours are other waits."""
    version = f"{hours.pk}.{hours.changed_at.timestamp()}" if hours else "none"
    key = f"conversations.wait.{inbox.pk}.{version}"
    known: timedelta | str | None = cache.get(key, "unknown")
    if isinstance(known, str):
        known = _wait_of_most(inbox, hours.schedule if hours else AROUND_THE_CLOCK, at)
        cache.set(key, known, CACHE_SECONDS)
    return known


def _at_share(waited: list[timedelta], share: float) -> timedelta:
    """The wait that this share of the customers did not exceed."""
    return sorted(waited)[math.ceil(share * len(waited)) - 1]
