"""Store what several ask for at once in one transaction: a commit takes a while, and SQLite lets one write at a time.

Who comes while a transaction runs waits for its end; then all of them are stored together. Nobody hears that hers is
stored before the commit. If one of them cannot be, each is stored by itself, so that she takes nobody along.
"""

from collections.abc import Sequence
from functools import partial
from typing import Protocol, TypeVar

import structlog
from django.db import transaction

from helpwell.base.in_line import in_line
from helpwell.base.threads import Call, Crew

logger = structlog.stdlib.get_logger(__name__)
T = TypeVar("T", covariant=True)


class Deed(Protocol[T]):
    """What one of them asks for, step by step."""

    def prepare(self) -> int:
        """Before any transaction. What it locks in there, so that all lock in the same order; 0: it wants its own.

        Where it shares one that fails, nothing must stay behind in memory.
        """
        ...

    def store(self, *, all_or_none: bool) -> None:
        """Within the transaction. Twice must be as once; if it is `all_or_none`, the second time may fail instead."""
        ...

    def tell(self) -> T:
        """After the commit: what whoever asked is told."""
        ...


async def together(deed: Deed[T]) -> T:
    """What it tells, once it is stored."""
    told: T = await _crew.ask(deed)
    return told


def at_once(deed: Deed[T]) -> T:
    """The same by itself and in this thread, for whoever has no event loop."""
    deed.prepare()
    _store(deed)
    return deed.tell()


def do_all(calls: Sequence[Call]) -> None:
    """What each of them asks for, with as few commits as can be."""
    places = {call: call.attempt(call.asked.prepare) for call in calls}
    shares = sorted((call for call in calls if places[call]), key=lambda call: places[call] or 0)
    shared = shares if shares and _store_shared(shares) else []
    for call in calls:
        if not call.error and call not in shared:
            call.attempt(partial(_store, call.asked))
    for call in calls:
        if not call.error:
            call.found = call.attempt(call.asked.tell)


def _store_shared(calls: Sequence[Call]) -> bool:
    """Whether all of them are stored."""
    try:
        with in_line(), transaction.atomic():
            for call in calls:
                call.context.run(partial(call.asked.store, all_or_none=True))
    except Exception as error:  # whichever it was: each is tried by itself, and hers is told then
        logger.info("Store one by one", reason=type(error).__name__)
        return False
    return True


def _store(deed: Deed[T]) -> None:
    with in_line(), transaction.atomic():  # in line before the transaction begins, for it holds the database
        deed.store(all_or_none=False)


_crew = Crew("line", 1, 2, do_all)
