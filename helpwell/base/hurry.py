"""Tell whoever does the work that something waits. Rows are the truth: a call that is lost costs a minute."""

from collections.abc import Callable


class Hurry:
    """A bell between a room that leaves rows and the timetable that sees to them."""

    def __init__(self) -> None:
        self._workers: list[Callable[[], object]] = []

    def calls(self, work: Callable[[], object]) -> None:
        """From now on `work` is called when something waits; it must return at once."""
        self._workers.append(work)

    def calls_no_more(self, work: Callable[[], object]) -> None:
        """`work` has ended; nobody rings for it any more."""
        self._workers.remove(work)

    def __call__(self) -> None:
        """Something waits."""
        for work in self._workers:
            work()
