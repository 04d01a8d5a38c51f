"""Uploads wait as rows; whoever brings them in can be told at once. A call that is lost costs a minute at most."""

from collections.abc import Callable

_takers: list[Callable[[], object]] = []


def hurries(take: Callable[[], object]) -> None:
    """From now on `take` is called when an upload waits; it must return at once."""
    _takers.append(take)


def hurry() -> None:
    """An upload waits."""
    for take in _takers:
        take()
