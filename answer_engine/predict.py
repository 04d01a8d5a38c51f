"""`./run predict`: answers a file of questions as the engine would, for judging it on unseen data."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from answer_engine.encoding import Encoder, EncoderFailed
from answer_engine.folds import merged
from answer_engine.judging import PROCESSES, Taught, chosen_encoder, teach
from answer_engine.learning import WORTH_PARALLEL
from answer_engine.records import AskedQuestion, BadFile, read_documents, read_questions, write_records
from answer_engine.shapes import Document
from answer_engine.variants import Variant, variant_of

DEFAULT_ERROR = 0.03
DEFAULT_SHARE = 0.2  # of questions without an article, where no dev file tells


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the engine would do with one question."""

    qid: str
    ranked: tuple[str, ...]
    confidence: float
    answer: bool

    def record(self) -> dict[str, object]:
        """As a line of the file."""
        return {"qid": self.qid, "ranked": self.ranked, "confidence": self.confidence, "answer": self.answer}


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the files, answers, writes; 2 with one sentence when a file is bad."""
    options = _options(arguments)
    try:
        documents = read_documents(options.articles)
        train = read_questions(options.train, has_label=True) if options.train else []
        dev = read_questions(options.dev, has_label=True) if options.dev else []
        questions = read_questions(options.questions, has_label=False)
        encoder = chosen_encoder(options.encoder)
        predictions = predict(
            documents, train, dev, questions, options.accepted_error, options.unanswerable_share, encoder
        )
        write_records(options.out, [prediction.record() for prediction in predictions])
    except BadFile as problem:
        print(problem, file=sys.stderr)
        return 2
    except EncoderFailed as problem:
        print(f"The encoder {options.encoder} {problem}.", file=sys.stderr)
        return 2
    return 0


def predict(
    documents: Sequence[Document],
    train: Sequence[AskedQuestion],
    dev: Sequence[AskedQuestion],
    questions: Sequence[AskedQuestion],
    accepted_error: float = DEFAULT_ERROR,
    unanswerable_share: float | None = None,
    encoder: Encoder | None = None,
) -> list[Prediction]:
    """A prediction for each question, in their order. The share of unanswerable ones is by default that of `dev`."""
    share = _share(dev) if unanswerable_share is None else unanswerable_share
    past = merged(question.as_past() for question in train)
    parts: dict[Variant, list[AskedQuestion]] = defaultdict(list)
    for question in questions:
        parts[variant_of(question)].append(question)
    made: dict[str, Prediction] = {}
    for variant, part in parts.items():
        checked = [question for question in dev if variant_of(question) == variant]
        taught = teach(variant.of(documents), past, checked, share, variant.glosses(documents), encoder)
        least = taught.engine.threshold(accepted_error)
        for question, (ranked, sure) in zip(part, _in_parallel(taught, part), strict=True):
            made[question.qid] = Prediction(question.qid, tuple(ranked), sure, bool(ranked) and sure >= least)
    return [made[question.qid] for question in questions]


def _in_parallel(taught: Taught, questions: Sequence[AskedQuestion]) -> list[tuple[list[str], float]]:
    if len(questions) < WORTH_PARALLEL:
        return _all_ranked(taught, questions)
    size = -(-len(questions) // PROCESSES)
    parts = [questions[start : start + size] for start in range(0, len(questions), size)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        return [one for part in pool.map(_all_ranked, [taught] * len(parts), parts) for one in part]


def _all_ranked(taught: Taught, questions: Sequence[AskedQuestion]) -> list[tuple[list[str], float]]:
    return [taught.ranked(question) for question in questions]


def _share(dev: Sequence[AskedQuestion]) -> float:
    return sum(question.label is None for question in dev) / len(dev) if dev else DEFAULT_SHARE


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="predict", description=__doc__)
    parser.add_argument("--articles", type=Path, required=True, metavar="A.jsonl")
    parser.add_argument("--train", type=Path, metavar="T.jsonl", help="past questions with their right article")
    parser.add_argument("--dev", type=Path, metavar="D.jsonl", help="questions to calibrate on")
    parser.add_argument("--accepted-error", type=_rate, default=DEFAULT_ERROR, help="share of answers, default 0.03")
    parser.add_argument("--unanswerable-share", type=_rate, help="share of questions, default: as in dev, else 0.2")
    parser.add_argument("--encoder", default="", metavar="minilm|FOLDER", help="a sentence encoder; default: none")
    parser.add_argument("--questions", type=Path, required=True, metavar="Q.jsonl")
    parser.add_argument("--out", type=Path, required=True, metavar="P.jsonl")
    return parser.parse_args(arguments)


def _rate(text: str) -> float:
    rate = float(text)
    if not 0 <= rate <= 1:
        raise argparse.ArgumentTypeError("must be between 0 and 1")
    return rate


if __name__ == "__main__":
    sys.exit(main())
