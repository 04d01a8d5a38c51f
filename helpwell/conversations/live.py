"""Tell open pages that a conversation changed. The message names it; what it says is read with the reader's rights."""

import secrets
import time
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from helpwell.base.live import publish

MOST_REMEMBERED = 10_000  # conversations whose last change this process has told
_HERE = secrets.token_hex(8)  # this process
_told_at: dict[int, datetime] = {}
DESK = "desk"  # the group every page of the desk listens to


def group_of(pk: int) -> str:
    """The group of those who look at one conversation."""
    return f"conversation.{pk}"


def typing_group_of(pk: int) -> str:
    """The group of those at the desk who look at one conversation: who is writing in it."""
    return f"typing.{pk}"


def tell_customer(pk: int) -> None:
    """After the commit: her open pages look again; for the desk nothing has changed."""
    transaction.on_commit(lambda: publish(_change(pk), group_of(pk)))


def tell_typing(pk: int) -> None:
    """The customer is writing. It is kept nowhere; pages forget it by themselves."""
    publish({"type": "customer.typing", "conversation": pk}, typing_group_of(pk))


def tell_page(pk: int, page: dict[str, str]) -> None:
    """The customer has this page in front of her. It is kept nowhere either."""
    publish({"type": "customer.page", "conversation": pk, **page}, typing_group_of(pk))


def tell(pk: int) -> None:
    """After the commit, and once however much changed: open pages look at that conversation again."""
    connection = transaction.get_connection()
    told = {getattr(func, "conversation", None) for _sids, func, *_ in connection.run_on_commit}
    if pk not in told:
        transaction.on_commit(_Telling(pk))


class _Telling:
    """What is said once the transaction has ended well."""

    def __init__(self, pk: int) -> None:
        self.conversation = pk

    def __call__(self) -> None:
        publish_change(self.conversation)


def publish_change(pk: int) -> None:
    """Tell every open page that shows it, and remember that it was told."""
    _told_at[pk] = timezone.now()
    if len(_told_at) > MOST_REMEMBERED:
        del _told_at[next(iter(_told_at))]
    publish(_change(pk), DESK, group_of(pk))


def moment() -> int:
    """Now, for `is_older`."""
    return time.monotonic_ns()


def is_older(change: dict[str, Any], at: int) -> bool:
    """Whether whoever has looked at that moment has seen this change. Of other processes nobody can tell."""
    return change.get("here") == _HERE and bool(change["at"] <= at)


def _change(pk: int) -> dict[str, Any]:
    return {"type": "conversation.changed", "conversation": pk, "here": _HERE, "at": moment()}


def was_told(pk: int, changed_at: datetime) -> bool:
    """Whether this process has told pages of that change."""
    return pk in _told_at and _told_at[pk] >= changed_at
