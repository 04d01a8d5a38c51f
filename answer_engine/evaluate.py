"""`./run evaluate`: how good the engine is on real questions, set by set and task by task, beside its peers."""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from answer_engine import measures
from answer_engine.encoding import Encoder, EncoderFailed
from answer_engine.folds import merged
from answer_engine.measures import Interval, Outcome
from answer_engine.peers import Ranker, peers
from answer_engine.predict import Taught, chosen_encoder, teach
from answer_engine.records import AskedQuestion, BadFile, read_documents, read_questions
from answer_engine.robustness import EXAMPLES, few_examples, half_typed, misspelt
from answer_engine.shapes import Document, PastQuestion
from answer_engine.variants import Variant, variant_of

Ask = Callable[[AskedQuestion], tuple[list[str], float]]

BENCH = Path("../shared/bench")
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
    milliseconds: tuple[float, float]  # median and 99th percentile of one question
    # Peers have no confidence, so the rest is ours alone.
    alone: dict[str, float] = field(default_factory=dict)  # share answered at a precision, chosen in hindsight
    answered: dict[str, tuple[float, float]] = field(default_factory=dict)  # share, precision: threshold set before
    calibration_error: float | None = None
    separation: float | None = None  # AUROC of answerable against unanswerable


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a line per set, task and engine; 2 with one sentence when the data are not there."""
    options = _options(arguments)
    try:
        encoder = chosen_encoder(options.encoder)
        for name in _sets(options.bench, options.sets):
            for report in (
                *evaluate(options.bench / name, encoder),
                *hold_up(options.bench, name, options.curve, encoder),
            ):
                print(json.dumps(asdict(report)) if options.json else line(report), flush=True)
    except BadFile as problem:
        print(problem, file=sys.stderr)
        return 2
    except EncoderFailed as problem:
        print(f"The encoder {options.encoder} {problem}.", file=sys.stderr)
        return 2
    return 0


def evaluate(folder: Path, encoder: Encoder | None = None) -> list[Report]:
    """All tasks of one set. Learns from its train part only; the dev part is asked."""
    documents, past = _given(folder)
    asked: dict[tuple[Variant, str], list[AskedQuestion]] = defaultdict(list)
    for question in read_questions(folder / "questions_dev.jsonl", has_label=True):
        asked[variant_of(question), question.task].append(question)
    return [
        report
        for (variant, task), questions in asked.items()
        for report in _task(folder.name, task, variant, documents, past, questions, encoder)
    ]


def hold_up(bench: Path, name: str, curve: bool, encoder: Encoder | None = None) -> Iterator[Report]:
    """How sure it is once half of dev has shown it, misspelt and half-typed questions, on wish a learning curve."""
    documents, past = _given(bench / name)
    slips, typed = misspelt(bench, name), half_typed(bench, name)
    if slips or typed or past:
        questions = read_questions(bench / name / "questions_dev.jsonl", has_label=True)
        taught = teach(documents, past, questions[::2] if past else (), _share(questions), (), encoder)
        if past and questions[1:]:
            yield _ours(name, "half of dev shown", taught, questions[1::2], taught.ranked)
        for task, questions in slips.items():
            yield _ours(name, task, taught, questions, taught.ranked)
        for task, questions in typed.items():
            yield _ours(name, task, taught, questions, taught.suggested)
    if curve and past:
        yield from _curve(name, bench / name, documents, past, encoder)


def _curve(
    name: str, folder: Path, documents: Sequence[Document], past: Sequence[PastQuestion], encoder: Encoder | None
) -> Iterator[Report]:
    questions = read_questions(folder / "questions_dev.jsonl", has_label=True)
    half = len(questions) // 2  # one half shows how sure to be, the other is asked
    for most in EXAMPLES:
        taught = teach(documents, few_examples(past, most), questions[::2], _share(questions), (), encoder)
        yield _ours(name, f"{most} examples", taught, questions[1::2][:half], taught.ranked)


def _given(folder: Path) -> tuple[list[Document], Sequence[PastQuestion]]:
    """A set's documents and what was asked before."""
    train = folder / "questions_train.jsonl"
    past = read_questions(train, has_label=True) if train.exists() else []
    return read_documents(folder / "articles.jsonl"), merged(question.as_past() for question in past)


def line(report: Report) -> str:
    """A report in one line for people."""
    return (
        f"{report.set:16} {report.task:22} {report.engine:13} n {report.questions:5}"
        f"  acc@1 {_percent(report.accuracy)}  R@3 {_percent(report.recall_3)}  MRR {report.mrr_10.value:.3f}"
        f"  {report.milliseconds[0]:.1f}/{report.milliseconds[1]:.1f} ms{_confidence_part(report)}"
    )


def _confidence_part(report: Report) -> str:
    if report.calibration_error is None:
        return ""
    alone = "/".join(f"{100 * share:.0f}" for share in report.alone.values())
    sure = " ".join(f"{100 * share:.0f}@{100 * right:.1f}" for share, right in report.answered.values())
    auroc = "" if report.separation is None else f"  AUROC {100 * report.separation:.1f}"
    return f"  alone@95/97/99 {alone}  own thresholds {sure}  ECE {report.calibration_error:.3f}{auroc}"


def _task(
    name: str,
    task: str,
    variant: Variant,
    documents: Sequence[Document],
    past: Sequence[PastQuestion],
    questions: Sequence[AskedQuestion],
    encoder: Encoder | None,
) -> list[Report]:
    shown = variant.of(documents)
    taught = teach(shown, past, (), _share(questions), variant.glosses(documents), encoder)
    title = f"{task} > {variant.target}" if variant.target else task
    reports = []
    for language in _languages(questions):
        part = [question for question in questions if language in ("", question.language)]
        full = f"{title} ({language})" if language else title
        reports.append(_ours(name, full, taught, part, taught.ranked))
        reports += [_peer(name, full, peer, ranker, part) for peer, ranker in peers(shown, past).items()]
    return reports


def _share(questions: Sequence[AskedQuestion]) -> float:
    """Of those without an answer, as it is stated to the engine."""
    return sum(question.label is None for question in questions) / len(questions)


def _languages(questions: Sequence[AskedQuestion]) -> list[str]:
    """The languages to tell apart; one empty name when there is only one."""
    return sorted({question.language for question in questions}) if len({q.language for q in questions}) > 1 else [""]


def _ours(name: str, task: str, taught: Taught, questions: Sequence[AskedQuestion], ask: Ask) -> Report:
    outcomes = [_timed(question, ask) for question in questions]
    return replace(
        _report(name, task, "Helpwell", outcomes),
        alone={_percentage(precision): measures.alone(outcomes, precision) for precision in PRECISIONS},
        answered={
            _percentage(precision): measures.answered_at(outcomes, taught.engine.threshold(1 - precision))
            for precision in PRECISIONS
        },
        calibration_error=measures.calibration_error(outcomes),
        separation=measures.separation(outcomes),
    )


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


def _peer(name: str, task: str, peer: str, ranker: Ranker, questions: Sequence[AskedQuestion]) -> Report:
    return _report(
        name, task, peer, [_timed(question, lambda asked: (ranker(asked.text), 0.0)) for question in questions]
    )


def _timed(question: AskedQuestion, ask: Ask) -> Outcome:
    start = time.perf_counter()
    ranked, sure = ask(question)
    seconds = time.perf_counter() - start
    place = ranked.index(question.label) + 1 if question.label in ranked else 0
    return Outcome(place, question.label is not None, sure, seconds)


def _sets(bench: Path, wanted: str) -> list[str]:
    if not bench.is_dir():
        raise BadFile(f"There is no folder {bench} with question sets; say where it is with --bench FOLDER.")
    there = sorted(path.parent.name for path in bench.glob("*/articles.jsonl"))
    chosen = [name.strip() for name in wanted.split(",") if name.strip()] or there
    if unknown := sorted(set(chosen) - set(there)):
        raise BadFile(f"{bench} has no set {', '.join(unknown)}; it has {', '.join(there) or 'none'}.")
    return chosen


def _percent(interval: Interval) -> str:
    return f"{100 * interval.value:5.1f} ({100 * interval.low:.0f}-{100 * interval.high:.0f})"


def _percentage(precision: float) -> str:
    return f"{100 * precision:.0f}"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evaluate", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object per set, task and engine")
    parser.add_argument("--sets", default="", metavar="A,B", help="only these sets")
    parser.add_argument("--curve", action="store_true", help="also with 0 to 30 past questions per article (slow)")
    parser.add_argument("--encoder", default="", metavar="minilm|FOLDER", help="a sentence encoder; default: none")
    parser.add_argument("--bench", type=Path, default=BENCH, metavar="FOLDER", help=f"default {BENCH}")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
