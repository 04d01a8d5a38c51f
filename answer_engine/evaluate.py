"""`./run evaluate`: how good the engine is on real questions, set by set and task by task, beside its peers."""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from answer_engine.encoding import Encoder, EncoderFailed
from answer_engine.engine import AnswerEngine
from answer_engine.folds import merged
from answer_engine.halves import reports_of_halves
from answer_engine.judging import PROCESSES, Taught, chosen_encoder, schooled, teach
from answer_engine.learning import Learned, put_in_parallel
from answer_engine.peers import peers
from answer_engine.records import AskedQuestion, BadFile, read_documents, read_questions
from answer_engine.reports import Report, line, report_of_ours, report_of_peer
from answer_engine.robustness import EXAMPLES, few_examples, half_typed, misspelt
from answer_engine.shapes import Document, PastQuestion
from answer_engine.variants import Variant, variant_of

BENCH = Path("../shared/bench")


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
    questions = read_questions(bench / name / "questions_dev.jsonl", has_label=True)
    slips, typed = misspelt(bench, name), half_typed(bench, name)
    if slips or typed or past:
        engine, learned = schooled(documents, past, _share(questions), encoder)
        if past:
            yield from _halves(name, "halves of dev", engine, learned, questions)
        for task, asked in slips.items():
            yield report_of_ours(name, task, Taught(engine), asked, Taught(engine).ranked)
        for task, asked in typed.items():
            yield report_of_ours(name, task, Taught(engine), asked, Taught(engine).suggested)
    for most in EXAMPLES if curve and past else ():
        engine, learned = schooled(documents, few_examples(past, most), _share(questions), encoder)
        yield from _halves(name, f"{most} examples", engine, learned, questions)


def _halves(
    name: str, task: str, engine: AnswerEngine, learned: Learned, questions: Sequence[AskedQuestion]
) -> Iterator[Report]:
    trials = put_in_parallel(engine, [question.as_past() for question in questions], PROCESSES)
    return reports_of_halves(name, task, learned, questions, trials)


def _given(folder: Path) -> tuple[list[Document], Sequence[PastQuestion]]:
    """A set's documents and what was asked before."""
    train = folder / "questions_train.jsonl"
    past = read_questions(train, has_label=True) if train.exists() else []
    return read_documents(folder / "articles.jsonl"), merged(question.as_past() for question in past)


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
        reports.append(report_of_ours(name, full, taught, part, taught.ranked))
        reports += [report_of_peer(name, full, peer, ranker, part) for peer, ranker in peers(shown, past).items()]
    return reports


def _share(questions: Sequence[AskedQuestion]) -> float:
    """Of those without an answer, as it is stated to the engine."""
    return sum(question.label is None for question in questions) / len(questions)


def _languages(questions: Sequence[AskedQuestion]) -> list[str]:
    """The languages to tell apart; one empty name when there is only one."""
    return sorted({question.language for question in questions}) if len({q.language for q in questions}) > 1 else [""]


def _sets(bench: Path, wanted: str) -> list[str]:
    if not bench.is_dir():
        raise BadFile(f"There is no folder {bench} with question sets; say where it is with --bench FOLDER.")
    there = sorted(path.parent.name for path in bench.glob("*/articles.jsonl"))
    chosen = [name.strip() for name in wanted.split(",") if name.strip()] or there
    if unknown := sorted(set(chosen) - set(there)):
        raise BadFile(f"{bench} has no set {', '.join(unknown)}; it has {', '.join(there) or 'none'}.")
    return chosen


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
