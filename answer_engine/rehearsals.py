"""Sites that have just begun, rehearsed on openly licensed sets: the trials that `train_prior` fits a start to."""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from answer_engine.confidence import SENSE_SIGNS, SIGNS
from answer_engine.encoding import Encoder
from answer_engine.engine import AnswerEngine
from answer_engine.fitting import lines
from answer_engine.folds import fold_trials
from answer_engine.judging import Taught
from answer_engine.lessons import Lessons, Sensed
from answer_engine.prior import FAMILIES
from answer_engine.records import AskedQuestion, read_documents, read_questions
from answer_engine.robustness import few_examples
from answer_engine.shapes import PUBLIC, Document, PastQuestion
from answer_engine.trials import Trial, put
from answer_engine.variants import Variant, variant_of

Trials = dict[str, dict[str, list[Trial]]]  # by set and kind
Far = dict[tuple[str, str], list[Trial]]  # by the set whose articles were asked and the one whose questions were put

COLD_TRIALS = 120  # per set and task, so that no set drowns the others
SMALL_TRIALS = 40  # of these per small site, of which there are many
BODIES = (3, 8)  # past questions that stand for the text of an article that has none
FEW = (3, 10)  # past questions per document that warm trials are made with
RICH = 30  # the same with an encoder, beside the others: what it says of few weighs too much for many
ABSENT = 5  # one in so many documents is taken out to see what "no answer" looks like
YOUNG = (5, 20)  # articles of a site that has just begun
SMALL = (10, 20, 30)  # articles of a small site whose articles have a text
SUBJECTS = 2  # of a set, with small sites about each
STRANGE = 20  # questions of another set that are put to a site: about something else altogether

# By evidence.NAMES and sensing.SENSES: set by hand, kept where the sets say nothing (past questions on a cold start).
START = np.array([3.0, 4.0, 4.0, 4.0, 3.0, 2.0, 2.0, 2.0, 3.0, 6.0, 1.5, 3.0, 2.0, 0.0])
START_SENSED = np.append(START / 2, [12.0, 12.0, 8.0, 1.5, 4.0])
START_TAUGHT = np.append(START / 2, [3.0, 3.0, 4.0, 1.5, 4.0])  # where past questions tell more than titles
UNSURE = lines(np.zeros((1, len(SIGNS))))
UNSURE_SENSED = lines(np.zeros((1, len(SIGNS) + len(SENSE_SIGNS))))
BEGINNER = Lessons({}, START, UNSURE, 0, Sensed({}, START_SENSED, UNSURE_SENSED))
BEGINNERS = {name: replace(BEGINNER, held_out=family) for family, names in FAMILIES.items() for name in names}


def trials_of(folder: Path, encoder: Encoder | None = None) -> dict[str, list[Trial]]:
    """What a set shows of a site without past questions, and with a few."""
    documents = read_documents(folder / "articles.jsonl")
    dev = read_questions(folder / "questions_dev.jsonl", has_label=True)
    variants: dict[tuple[Variant, str], list[AskedQuestion]] = {}
    for question in dev:
        variants.setdefault((variant_of(question), question.task), []).append(question)
    train = folder / "questions_train.jsonl"
    past = [question.as_past() for question in read_questions(train, has_label=True)] if train.exists() else []
    asked = [(variant, own) for (variant, _), own in variants.items() if not variant.target]
    beginner = BEGINNERS[folder.name]
    cold = [trial for variant, own in asked for trial in _cold(variant.of(documents), own, beginner, encoder)]
    written = [
        trial
        for shown in (*_young(documents), *_with_bodies(documents, past))
        for _, own in asked
        for trial in _cold(shown, own, beginner, encoder)
    ]
    for shown in _small(documents, past, beginner):
        written += [trial for _, own in asked for trial in _cold(shown, own, beginner, encoder, SMALL_TRIALS)]
    for (variant, _), own in variants.items():
        written += _translated(variant, documents, own, beginner) if variant.target and not encoder else ()
    counts = (*FEW, RICH) if encoder else FEW
    warm = [one for most in counts for one in _warm(documents, past, most, beginner, encoder)]
    return {"cold": cold, "written": written, "warm": warm}


def far_trials(folder: Path, encoder: Encoder | None = None) -> Far:
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
    for written in _bodies(documents, past):
        yield written
        yield [replace(one, title="") for one in written]


def _small(documents: Sequence[Document], past: Sequence[PastQuestion], beginner: Lessons) -> Iterator[list[Document]]:
    """Small sites of such articles about one subject each: an article and those most like it."""
    for written in _bodies(documents, past):
        engine = AnswerEngine.build(written, lessons=beginner)
        for article in written[:: -(-len(written) // SUBJECTS)]:
            alike = engine.ask(f"{article.title}\n{article.body}", limit=max(SMALL)).hits
            ids = [hit.passage.document_id for hit in alike]
            yield from ([one for one in written if one.id in ids[:count]] for count in SMALL)


def _bodies(documents: Sequence[Document], past: Sequence[PastQuestion]) -> Iterator[list[Document]]:
    """The articles with few and with more of their past questions as text; nothing without past questions."""
    asked: dict[str | None, list[str]] = defaultdict(list)
    for question in past:
        asked[question.document_id].append(question.text)
    for most in BODIES if past else ():
        yield [replace(one, body="\n\n".join(asked[one.id][:most])) for one in documents]


def _cold(
    documents: Sequence[Document],
    own: Sequence[AskedQuestion],
    beginner: Lessons,
    encoder: Encoder | None,
    most: int = COLD_TRIALS,
) -> list[Trial]:
    known = {document.id for document in documents}
    questions = [question.as_past() for question in own if question.label is None or question.label in known]
    asked = questions[:: max(1, len(questions) // most)]
    whole = AnswerEngine.build(documents, lessons=beginner)
    absent = frozenset(sorted(known)[::ABSENT])
    lacking = AnswerEngine.build((one for one in documents if one.id not in absent), lessons=beginner)
    if encoder:
        whole, lacking = whole.sensing(encoder), lacking.sensing(encoder)
    gone = [PastQuestion(one.text, None, one.language) for one in questions if one.document_id in absent]
    return [*put(whole, asked, PUBLIC), *put(lacking, gone[: most // 2], PUBLIC)]


def _warm(
    documents: Sequence[Document], past: Sequence[PastQuestion], most: int, beginner: Lessons, encoder: Encoder | None
) -> list[Trial]:
    """Trials of a site with at most so many past questions per document."""
    few = few_examples(past, most)
    return fold_trials(documents, few, beginner, encoder)[:: 1 if most <= 3 else 3] if few else []
