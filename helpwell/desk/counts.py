"""How much waits for one agent, in each list and each room: asked of the database in one go."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from helpwell.answers.models import Gap, Synonym
from helpwell.base.models import WebPage
from helpwell.base.prepared import counted_once
from helpwell.base.site import today
from helpwell.desk.worklists import COUNTED, waiting_in
from helpwell.knowledge.models import Article, Notice, Vote
from helpwell.outbox.models import Mail
from helpwell.people.models import Team, User

Waits = Callable[[User, datetime, date], QuerySet[Any]]

IN_ROOMS: dict[str, Waits] = {
    "articles": lambda user, now, day: Article.objects.review_due(day),
    "news": lambda user, now, day: Notice.objects.showing(now).for_staff().unread_by(user),
}
FOR_TRAINEES: dict[str, Waits] = {
    "training": lambda user, now, day: Article.objects.for_training().reachable().to_be_read_by(user),
}
FOR_EDITORS: dict[str, Waits] = {
    "gaps": lambda user, now, day: Gap.objects.open().asked_again(),
    "reviews": lambda user, now, day: Vote.objects.to_review(),
    "synonyms": lambda user, now, day: Synonym.objects.proposed(),
}
FOR_ADMINS: dict[str, Waits] = {
    "website": lambda user, now, day: WebPage.objects.without_help(),
    "teams": lambda user, now, day: Team.objects.without_members(),
    "mails": lambda user, now, day: Mail.objects.failed(),
}


def counts_in_lists(user: User) -> dict[str, int]:
    """How many wait in each list, by its name, and how many of hers are unread; at most `MOST_COUNTED`."""
    return dict(zip(COUNTED, _in_lists(user.pk, role=user.role), strict=True))


def counts_for(user: User) -> dict[str, int]:
    """The same, and what waits in each room she may open, by the name of its page."""
    names = (*COUNTED, *_rooms_of(user))
    return dict(zip(names, _everywhere(user.pk, timezone.now(), today(), role=user.role), strict=True))


@counted_once
def _in_lists(reader: int, *, role: str) -> Iterator[QuerySet[Any]]:
    return _lists_of(User(pk=reader, role=role))


@counted_once
def _everywhere(reader: int, now: datetime, day: date, *, role: str) -> Iterator[QuerySet[Any]]:
    user = User(pk=reader, role=role)
    yield from _lists_of(user)
    yield from (waits(user, now, day).order_by().values("pk") for waits in _rooms_of(user).values())


def _lists_of(user: User) -> Iterator[QuerySet[Any]]:
    """What she sees follows from her role and from who she is."""
    return (waiting_in(name, user) for name in COUNTED)


def _rooms_of(user: User) -> dict[str, Waits]:
    for_trainees = FOR_TRAINEES if user.role == User.Role.TRAINEE else {}
    for_editors = FOR_EDITORS if user.is_editor else {}
    return IN_ROOMS | for_trainees | for_editors | (FOR_ADMINS if user.is_admin else {})
