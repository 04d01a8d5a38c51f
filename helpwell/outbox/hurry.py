"""Tell whoever delivers that something waits. Rows are the truth: a call that is lost costs a minute, not a mail."""

from collections.abc import Callable

_deliverers: list[Callable[[], object]] = []


def hurries(deliver: Callable[[], object]) -> None:
    """From now on `deliver` is called when something waits; it must return at once."""
    _deliverers.append(deliver)


def hurry() -> None:
    """Something waits."""
    for deliver in _deliverers:
        deliver()
