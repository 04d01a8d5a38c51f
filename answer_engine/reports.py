"""The figures of one engine on one task: what `./run evaluate` prints a line of."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from answer_engine import measures
from answer_engine.judging import Taught
from answer_engine.measures import Interval, Outcome
from answer_engine.peers import Ranker
from answer_engine.records import AskedQuestion

Ask = Callable[[AskedQuestion], tuple[list[str], float]]

PRECISIONS = (0.95, 0.97, 0.99)


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one engine on one task of a set."""

    set: str
    task: str  # with its languages: "crosslingual de>en"
    engine: str
    questions: int
    accuracy: Interval
    recall_3: Interval
    mrr_10: Interval
    milliseconds: tuple[float, float] | None  # median and 99th percentile of one question, where it was timed
    # Peers have no confidence, so the rest is ours alone.
    alone: dict[str, float] = field(default_factory=dict)  # share answered at a precision, chosen in hindsight
    answered: dict[str, tuple[float, float]] = field(default_factory=dict)  # share, precision: threshold set before
    calibration_error: float | None = None
    least_calibration_error: float | None = None  # what perfect confidences would show with so many questions
    separation: float | None = None  # AUROC of answerable against unanswerable


def report_of_ours(name: str, task: str, taught: Taught, questions: Sequence[AskedQuestion], ask: Ask) -> Report:
    """How these questions fare, with how sure our engine was of them."""
    outcomes = [_timed(question, ask) for question in questions]
    thresholds = (taught.engine.threshold(1 - precision) for precision in PRECISIONS)
    return report_of(name, task, outcomes, [measures.answered_at(outcomes, least) for least in thresholds])


def report_of(name: str, task: str, outcomes: Sequence[Outcome], answered: Sequence[tuple[float, float]]) -> Report:
    """What became of questions put to our engine; `answered` is the share and its precision for each of PRECISIONS."""
    return replace(
        _report(name, task, "Helpwell", outcomes),
        alone={_percentage(precision): measures.alone(outcomes, precision) for precision in PRECISIONS},
        answered=dict(zip(map(_percentage, PRECISIONS), answered, strict=True)),
        calibration_error=measures.calibration_error(outcomes),
        least_calibration_error=measures.least_calibration_error(outcomes),
        separation=measures.separation(outcomes),
    )


def report_of_peer(name: str, task: str, peer: str, ranker: Ranker, questions: Sequence[AskedQuestion]) -> Report:
    """How the same questions fare with another engine."""
    return _report(
        name, task, peer, [_timed(question, lambda asked: (ranker(asked.text), 0.0)) for question in questions]
    )


def line(report: Report) -> str:
    """A report in one line for people."""
    took = "  {:.1f}/{:.1f} ms".format(*report.milliseconds) if report.milliseconds else ""
    return (
        f"{report.set:16} {report.task:38} {report.engine:13} n {report.questions:5}"
        f"  acc@1 {_percent(report.accuracy)}  R@3 {_percent(report.recall_3)}  MRR {report.mrr_10.value:.3f}"
        f"{took}{_confidence_part(report)}"
    )


def _confidence_part(report: Report) -> str:
    if report.calibration_error is None:
        return ""
    alone = "/".join(f"{100 * share:.0f}" for share in report.alone.values())
    sure = " ".join(f"{100 * share:.0f}@{100 * right:.1f}" for share, right in report.answered.values())
    auroc = "" if report.separation is None else f"  AUROC {100 * report.separation:.1f}"
    error = f"ECE {report.calibration_error:.3f} (if perfect {report.least_calibration_error:.3f})"
    return f"  alone@95/97/99 {alone}  own thresholds {sure}  {error}{auroc}"


def _report(name: str, task: str, engine: str, outcomes: Sequence[Outcome]) -> Report:
    """The figures that any engine has."""
    return Report(
        name,
        task,
        engine,
        len(outcomes),
        measures.accuracy(outcomes),
        measures.recall(outcomes),
        measures.reciprocal_rank(outcomes),
        (measures.milliseconds(outcomes, 50), measures.milliseconds(outcomes, 99)),
    )


def _timed(question: AskedQuestion, ask: Ask) -> Outcome:
    start = time.perf_counter()
    ranked, sure = ask(question)
    seconds = time.perf_counter() - start
    place = ranked.index(question.label) + 1 if question.label in ranked else 0
    return Outcome(place, question.label is not None, sure, seconds)


def _percent(interval: Interval) -> str:
    return f"{100 * interval.value:5.1f} ({100 * interval.low:.0f}-{100 * interval.high:.0f})"


def _percentage(precision: float) -> str:
    return f"{100 * precision:.0f}"
