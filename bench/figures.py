"""Figures with their goals, printed as they come; the summary and the exit code follow from them."""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

STEADY_WORK = 2_000_000  # additions of the calibration loop


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value and how far it may go."""

    name: str
    value: float
    unit: str
    goal: float | None = None  # None: told for information
    at_least: bool = False  # the goal is a floor rather than a ceiling

    @property
    def is_met(self) -> bool:
        """Whether the goal, if any, is reached."""
        if self.goal is None:
            return True
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def __str__(self) -> str:
        goal = "" if self.goal is None else f"   goal {'>=' if self.at_least else '<='} {self.goal:g} {self.unit}"
        return f"{'ok  ' if self.is_met else 'MISS'} {self.name:58} {self.value:10.2f} {self.unit:4}{goal}"


@dataclass
class Sheet:
    """The figures of one run."""

    name: str
    figures: list[Figure] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        """Notes a figure and prints it at once."""
        self.figures.append(figure)
        print(figure, flush=True)

    def close(self) -> int:
        """Prints the summary line; the exit code is 1 when a goal was missed."""
        missed = [figure.name for figure in self.figures if not figure.is_met]
        with_goal = sum(figure.goal is not None for figure in self.figures)
        told = f"missed: {'; '.join(missed)}" if missed else "all met"
        print(f"{self.name}: {with_goal - len(missed)} of {with_goal} goals, {told}", flush=True)
        return 1 if missed else 0


def calibrate(sheet: Sheet) -> None:
    """How fast one core of this machine is just now, so that figures of two machines can be compared."""
    start = time.perf_counter()
    total = 0
    for number in range(STEADY_WORK):
        total += number
    sheet.add(
        Figure("one core: million additions in Python a second", total and 2 / (time.perf_counter() - start), "M/s")
    )


def percentile(seconds: Sequence[float], share: float) -> float:
    """Milliseconds within which this share (0..100) was done."""
    return float(np.percentile(seconds, share) * 1000)


def resident_megabytes() -> float:
    """Memory this process holds now."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * 4096 / 1e6


def finish(sheet: Sheet) -> None:
    """Ends the program with the sheet's exit code."""
    sys.exit(sheet.close())
