"""`python -m answer_engine.train_prior FOLDER`: fits the numbers a site starts with, on openly licensed sets only."""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from answer_engine import prior
from answer_engine.calibrating import share_weights
from answer_engine.confidence import SENSE_SIGNS, SIGNS
from answer_engine.encoding import Encoder, EncoderFailed
from answer_engine.engine import AnswerEngine
from answer_engine.fitting import CONFIDENCE_PULL, fit_confidence, fit_ranking, lines
from answer_engine.folds import fold_trials
from answer_engine.lessons import Lessons, Sensed
from answer_engine.predict import Taught
from answer_engine.prior import FAMILIES, Numbers, Written, fingerprint
from answer_engine.records import AskedQuestion, BadFile, read_documents, read_questions
from answer_engine.senses import ReadingOnce
from answer_engine.sentence_folder import SentenceFolder
from answer_engine.shapes import PUBLIC, Document, PastQuestion
from answer_engine.trials import Trial, put
from answer_engine.variants import Variant, variant_of

Trials = dict[str, dict[str, list[Trial]]]  # by set and kind
Far = dict[tuple[str, str], list[Trial]]  # by the set whose articles were asked and the one whose questions were put

K = TypeVar("K")

COLD_TRIALS = 120  # per set and task, so that no set drowns the others
BODIES = (3, 8)  # past questions that stand for the text of an article that has none
FEW = (3, 10)  # past questions per document that warm trials are made with
RICH = 30  # the same with an encoder, beside the others: what it says of few weighs too much for many
ABSENT = 5  # one in so many documents is taken out to see what "no answer" looks like
YOUNG = (5, 20)  # articles of a site that has just begun
COLD_PULL = 150.0  # on confidence from articles alone: sites differ there more than what was seen of one can tell
STRANGE = 20  # questions of another set that are put to a site: about something else altogether

# By evidence.NAMES and sensing.SENSES: set by hand, kept where the sets say nothing (past questions on a cold start).
START = np.array([3.0, 4.0, 4.0, 4.0, 3.0, 2.0, 2.0, 2.0, 3.0, 6.0, 1.5, 3.0, 2.0, 0.0])
START_SENSED = np.append(START / 2, [12.0, 12.0, 8.0, 1.5, 6.0])
START_TAUGHT = np.append(START / 2, [3.0, 3.0, 4.0, 1.5, 10.0])  # where past questions tell more than titles
UNSURE = lines(np.zeros((1, len(SIGNS))))
UNSURE_SENSED = lines(np.zeros((1, len(SIGNS) + len(SENSE_SIGNS))))
BEGINNER = Lessons({}, START, UNSURE, 0, Sensed({}, START_SENSED, UNSURE_SENSED))
BEGINNERS = {name: replace(BEGINNER, held_out=family) for family, names in FAMILIES.items() for name in names}


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes prior.json beside this module. Needs the encoder of the extra `semantic`."""
    parser = argparse.ArgumentParser(prog="train_prior", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    names = [name for family in FAMILIES.values() for name in family]
    try:
        encoder = ReadingOnce(SentenceFolder.minilm())
        seen = {family: _fingerprints(folder, own) for family, own in FAMILIES.items()}
        sets = {name: _trials(folder / name) for name in names}
        sensed = {name: _sensed(_trials(folder / name, encoder)) for name in names}
        far, far_sensed = _far_trials(folder), _sensed(_far_trials(folder, encoder))
    except (BadFile, EncoderFailed) as problem:
        print(problem, file=sys.stderr)
        return 2
    priors = {left_out: _fit(sets, sensed, far, far_sensed, FAMILIES.get(left_out, ())) for left_out in ("", *FAMILIES)}
    target = Path(__file__).with_name(prior.FILE)
    target.write_text(json.dumps({"priors": priors, "fingerprints": seen}) + "\n", encoding="utf-8")
    return 0


def _trials(folder: Path, encoder: Encoder | None = None) -> dict[str, list[Trial]]:
    """What a set shows of a site without past questions, and with a few."""
    documents = read_documents(folder / "articles.jsonl")
    dev = read_questions(folder / "questions_dev.jsonl", has_label=True)
    variants: dict[tuple[Variant, str], list[AskedQuestion]] = {}
    for question in dev:
        variants.setdefault((variant_of(question), question.task), []).append(question)
    train = folder / "questions_train.jsonl"
    past = [question.as_past() for question in read_questions(train, has_label=True)] if train.exists() else []
    asked, beginner = (
        [(variant, own) for (variant, _), own in variants.items() if not variant.target],
        BEGINNERS[folder.name],
    )
    cold = [trial for variant, own in asked for trial in _cold(variant.of(documents), own, beginner, encoder)]
    written = [
        trial
        for shown in (*_young(documents), *_with_bodies(documents, past))
        for _, own in asked
        for trial in _cold(shown, own, beginner, encoder)
    ]
    for (variant, _), own in variants.items():
        written += _translated(variant, documents, own, beginner) if variant.target and not encoder else ()
    counts = (*FEW, RICH) if encoder else FEW
    warm = [one for most in counts for one in _warm(documents, past, most, beginner, encoder)]
    return {"cold": cold, "written": written, "warm": warm}


def _sensed(trials: dict[K, list[Trial]]) -> dict[K, list[Trial]]:
    """Those that an encoder has read."""
    return {kind: [trial for trial in own if trial.is_sensed] for kind, own in trials.items()}


def _far_trials(folder: Path, encoder: Encoder | None = None) -> Far:
    """What each set's site says to questions of every family but its own: nothing answers them."""
    family_of = {name: family for family, names in FAMILIES.items() for name in names}
    far: Far = {}
    for site, family in family_of.items():
        documents = read_documents(folder / site / "articles.jsonl")
        spoken = {document.language for document in documents}
        engines = [AnswerEngine.build(own, lessons=BEGINNERS[site]) for own in (documents, *_young(documents))]
        engines = [engine.sensing(encoder) for engine in engines] if encoder else engines
        for other in (name for name, others in family_of.items() if others != family):
            asked = _strange(folder / other, spoken)
            far[site, other] = [trial for engine in engines for trial in put(engine, asked, PUBLIC)]
    return far


def _strange(folder: Path, spoken: Container[str]) -> list[PastQuestion]:
    """Some of a set's questions in these languages, for a site that knows nothing of them."""
    dev = read_questions(folder / "questions_dev.jsonl", has_label=True)
    strange = [PastQuestion(one.text, None, one.language) for one in dev if one.language in spoken]
    return strange[:: max(1, len(strange) // STRANGE)]


def _young(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """The site as if it had just begun: a few of its articles, from all over it."""
    ids = sorted({document.id for document in documents})
    for count in YOUNG:
        written = frozenset(ids[:: max(1, len(ids) // count)][:count])
        yield [one for one in documents if one.id in written]


def _translated(
    variant: Variant, documents: Sequence[Document], questions: Sequence[AskedQuestion], beginner: Lessons
) -> Iterator[Trial]:
    """Trials across languages, with glosses that no title asked for has taught."""
    taught = Taught(AnswerEngine.build(variant.of(documents), lessons=beginner), tuple(variant.glosses(documents)))
    for question in questions:
        asked = PastQuestion(question.text, question.label, variant.target)
        yield from put(taught.engine_for(question), [asked], PUBLIC)


def _with_bodies(documents: Sequence[Document], past: Sequence[PastQuestion]) -> Iterator[list[Document]]:
    """Articles that have no text of their own, with some past questions as text; also without their titles."""
    asked: dict[str | None, list[str]] = defaultdict(list)
    for question in past:
        asked[question.document_id].append(question.text)
    for most in BODIES if past else ():
        written = [replace(one, body="\n\n".join(asked[one.id][:most])) for one in documents]
        yield written
        yield [replace(one, title="") for one in written]


def _cold(
    documents: Sequence[Document], own: Sequence[AskedQuestion], beginner: Lessons, encoder: Encoder | None
) -> list[Trial]:
    known = {document.id for document in documents}
    questions = [question.as_past() for question in own if question.label is None or question.label in known]
    asked = questions[:: max(1, len(questions) // COLD_TRIALS)]
    whole = AnswerEngine.build(documents, lessons=beginner)
    absent = frozenset(sorted(known)[::ABSENT])
    lacking = AnswerEngine.build((one for one in documents if one.id not in absent), lessons=beginner)
    if encoder:
        whole, lacking = whole.sensing(encoder), lacking.sensing(encoder)
    gone = [PastQuestion(one.text, None, one.language) for one in questions if one.document_id in absent]
    return [*put(whole, asked, PUBLIC), *put(lacking, gone[: COLD_TRIALS // 2], PUBLIC)]


def _warm(
    documents: Sequence[Document], past: Sequence[PastQuestion], most: int, beginner: Lessons, encoder: Encoder | None
) -> list[Trial]:
    """Trials of a site with at most so many past questions per document."""
    taken: dict[str | None, int] = {}
    few = []
    for question in past:
        taken[question.document_id] = taken.get(question.document_id, 0) + 1
        if taken[question.document_id] <= most:
            few.append(question)
    return fold_trials(documents, few, beginner, encoder)[:: 1 if most <= 3 else 3] if few else []


def _fit(sets: Trials, sensed: Trials, far: Far, far_sensed: Far, left_out: Sequence[str]) -> dict[str, Written]:
    cold, written, warm = _kept(sets, left_out)
    cold_sensed, written_sensed, warm_sensed = _kept(sensed, left_out)
    fitted = (
        _numbers(START, cold, [*written, *_apart(far, left_out)], COLD_PULL),
        _numbers(START, warm),
        _numbers(START_SENSED, cold_sensed, [*written_sensed, *_apart(far_sensed, left_out)]),
        _numbers(START_TAUGHT, warm_sensed),
    )
    return {start: numbers.written() for start, numbers in zip(prior.STARTS, fitted, strict=True)}


def _kept(sets: Trials, left_out: Sequence[str]) -> Iterator[list[Trial]]:
    """The trials of all other sets, by kind."""
    kept = [own for name, own in sets.items() if name not in left_out]
    return ([one for own in kept for one in own[kind]] for kind in ("cold", "written", "warm"))


def _apart(far: Far, left_out: Sequence[str]) -> list[Trial]:
    """The trials that neither articles nor questions of these sets took part in."""
    return [trial for pair, own in far.items() if not set(pair) & set(left_out) for trial in own]


def _numbers(
    start: NDArray[np.float64], trials: Sequence[Trial], more: Sequence[Trial] = (), held: float = CONFIDENCE_PULL
) -> Numbers:
    """Fitted to trials; further ones, of articles that nobody would write so, count for confidence only."""
    ranking = fit_ranking(trials, start)
    found = [trial for trial in (*trials, *more) if len(trial.figures)]
    seen = np.array([trial.signs(ranking) for trial in found])
    right = np.array([trial.is_within(ranking) for trial in found])
    counts = share_weights([trial.is_answerable for trial in found], prior.SHARE)
    return Numbers(ranking, fit_confidence(seen, right, counts, lines(seen), held))


def _fingerprints(folder: Path, names: Sequence[str]) -> list[str]:
    """Of each article as it is, and as `title2body` shows it."""
    documents = [document for name in names for document in read_documents(folder / name / "articles.jsonl")]
    bare = [document for document in Variant(True, "").of(documents) if document.body]
    return sorted({fingerprint(document) for document in (*documents, *bare)})


if __name__ == "__main__":
    sys.exit(main())
