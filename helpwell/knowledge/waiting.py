"""Imports and exports wait as rows; who sees to them can be told at once. A call that is lost costs a minute."""

from collections.abc import Callable

_takers: list[Callable[[], object]] = []


def hurries(take: Callable[[], object]) -> None:
    """From now on `take` is called when something waits; it must return at once."""
    _takers.append(take)


def hurry() -> None:
    """Something waits."""
    for take in _takers:
        take()
