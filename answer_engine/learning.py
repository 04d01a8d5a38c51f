"""Learns from past questions: classifiers, how to rank, and how sure to be. Runs beside the web, never in it."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from answer_engine.calibration import Calibration
from answer_engine.classifying import taught
from answer_engine.encoding import Encoder, EncoderFailed
from answer_engine.engine import AnswerEngine
from answer_engine.fitting import fit_confidence, fit_ranking
from answer_engine.lessons import Lessons, Proof, Sensed
from answer_engine.prior import SHARE, Prior, prior_for
from answer_engine.senses import Remembering
from answer_engine.shapes import Document, PastQuestion
from answer_engine.text import asked_text
from answer_engine.trials import Trial, put

logger = logging.getLogger(__name__)

Known = TypeVar("Known", Lessons, Sensed)

FEWEST_QUESTIONS = 10  # past questions from which there is something to learn
MOST_WEIGHT = 5.0  # of one wording, however often it was asked
WORTH_PARALLEL = 400  # questions from which a second process pays
FOLDS = 4
NETS = 4  # of each kind of marks, in the lessons
NETS_OF_FOLD = 2  # nearly as good in half the time; who has more in the end is a little better than was reckoned
MANY = 3_000  # past questions, from which on
FOLDS_OF_MANY = 3  # are enough: two thirds of so many teach what three quarters do
OWN_PULL = 0.3  # how strongly ranking is held at its start, in trials: a site's own questions soon know better
OWN_CONFIDENCE_PULL = 25.0  # the same for confidence
COLD_ERRORS = (0.4, 0.28, 0.22)  # share of answerable questions whose article is not the first, in the first two, three
ABSENT = 7  # one in so many documents is taken out of each fold: its questions show what "no answer" looks like
MOST_TRIALS = 1_600  # answerable ones, of all folds; the fit needs no more
MOST_ABSENT_TRIALS = 640


@dataclass(frozen=True, slots=True)
class _Fold:
    """An engine's worth of input, and questions it has not seen."""

    documents: tuple[Document, ...]
    past: tuple[PastQuestion, ...]
    unseen: tuple[PastQuestion, ...]
    start: Lessons  # how it ranks
    encoder: Encoder | None


@dataclass(frozen=True, slots=True)
class Learned:
    """Lessons, and the trials on unseen questions they rest on."""

    lessons: Lessons
    trials: tuple[Trial, ...]


def learn(
    documents: Sequence[Document],
    past_questions: Iterable[PastQuestion],
    unanswerable_share: float = 0.2,
    processes: int = 2,
    encoder: Encoder | None = None,
) -> Learned:
    """What a site's past questions teach. `unanswerable_share` is how many of all questions no document answers.

    With an encoder also what its figures teach; one that fails is left out.
    """
    past = merged(past_questions)
    start = prior_for(documents)
    if sum(question.document_id is not None for question in past) < FEWEST_QUESTIONS:
        return Learned(_untaught(start, len(past), unanswerable_share), ())
    draft, encoder = warm_start(start, len(past)), remembering(documents, past, encoder)
    with _workers(processes if len(past) >= WORTH_PARALLEL else 1) as run:
        final = run(taught, [draft], [documents], [past], [encoder], [NETS])
        trials = tuple(trial for fold in run(_practise, _folds(documents, past, draft, encoder)) for trial in fold)
        lessons = _ranked(next(iter(final)), trials)
    return Learned(calibrated(lessons, trials, unanswerable_share), trials)


def warm_start(start: Prior, question_count: int) -> Lessons:
    """How a site ranks, and how sure it is, before its own past questions have said so."""
    sensed = Sensed({}, start.warm_sensed.ranking, start.warm_sensed.calibration)
    return Lessons({}, start.warm.ranking, start.warm.calibration, question_count, sensed, held_out=start.held_out)


def remembering(documents: Sequence[Document], past: Sequence[PastQuestion], encoder: Encoder | None) -> Encoder | None:
    """The encoder with all that it will be asked for, so that each text is encoded once, not once a fold."""
    if encoder is None:
        return None
    try:
        read = AnswerEngine.build(documents, past).sensing(encoder).senses
        return Remembering(read.knowing([asked_text(question.text) for question in past], encoder), encoder)
    except EncoderFailed as error:
        logger.warning("Learning without the encoder %s: it %s", encoder.name, error)
        return None


def _untaught(start: Prior, question_count: int, unanswerable_share: float) -> Lessons:
    cold, sensed = (at_share(one.calibration, unanswerable_share) for one in (start.cold, start.cold_sensed))
    untaught = Sensed({}, start.cold_sensed.ranking, sensed)
    return Lessons({}, start.cold.ranking, cold, question_count, untaught, held_out=start.held_out)


def _ranked(lessons: Lessons, trials: Sequence[Trial]) -> Lessons:
    """The lessons with rankings that fit these trials."""
    ranking = fit_ranking([trial.unsensed() for trial in trials], lessons.ranking, OWN_PULL)
    sensed = fit_ranking([trial for trial in trials if trial.is_sensed], lessons.sensed.ranking, OWN_PULL)
    return replace(lessons, ranking=ranking, sensed=replace(lessons.sensed, ranking=sensed))


def at_share(shipped: Calibration, unanswerable_share: float) -> Calibration:
    """The shipped calibration where another share of questions has no answer than it reckons with."""
    now, usual = (np.clip(share, 0.0, 0.99) for share in (unanswerable_share, SHARE))
    wrong_now, wrong_usually = (share + (1 - share) * np.array(COLD_ERRORS) for share in (now, usual))
    moved = shipped.coefficients.copy()
    moved[:, -1] += np.log((1 - now) / (1 - usual)) - np.log(wrong_now / wrong_usually)
    return replace(shipped, coefficients=moved)


def fold_trials(
    documents: Sequence[Document], past: Iterable[PastQuestion], start: Lessons, encoder: Encoder | None = None
) -> list[Trial]:
    """Each past question put to an engine that has not seen it."""
    return [trial for fold in _folds(documents, merged(past), start, encoder) for trial in _practise(fold)]


def calibrated(lessons: Lessons, trials: Sequence[Trial], unanswerable_share: float) -> Lessons:
    """The lessons with a probability that fits these trials at this share of unanswerable questions."""
    sensed = _calibrated(lessons.sensed, [trial for trial in trials if trial.is_sensed], unanswerable_share)
    plain = _calibrated(lessons, [trial.unsensed() for trial in trials], unanswerable_share)
    return replace(plain, sensed=sensed)


def _calibrated(lessons: Known, trials: Sequence[Trial], unanswerable_share: float) -> Known:
    found = [trial for trial in trials if len(trial.figures)]
    if not found:
        return lessons
    seen = np.array([trial.signs(lessons.ranking) for trial in found])
    right = np.array([trial.is_within(lessons.ranking) for trial in found])
    counts = share_weights([trial.is_answerable for trial in found], unanswerable_share)
    sure = _unseen_probabilities(seen, right, counts, lessons.calibration)
    fitted = fit_confidence(seen, right, counts, lessons.calibration, OWN_CONFIDENCE_PULL)
    proof = Proof(tuple(sure.round(6).tolist()), tuple(right[:, 0].tolist()), counts)
    return replace(lessons, calibration=fitted, proof=proof)


def _unseen_probabilities(
    seen: NDArray[np.float64], right: NDArray[np.bool_], counts: NDArray[np.float64], start: Calibration
) -> NDArray[np.float64]:
    """How sure a calibration that has not seen a trial would be of it: those it was fitted to flatter it."""
    sure = np.zeros(len(seen))
    turn = np.arange(len(seen)) % FOLDS
    for fold in range(min(FOLDS, len(seen))):
        kept = turn != fold
        fitted = fit_confidence(seen[kept], right[kept, :1], counts[kept], start, OWN_CONFIDENCE_PULL)
        sure[~kept] = fitted.chances(seen[~kept])[:, 0]
    return sure


def share_weights(answerable: Sequence[bool], unanswerable_share: float) -> NDArray[np.float64]:
    """How much each question counts so that the unanswerable ones have their stated share; the mean is one."""
    known = np.array(answerable, dtype=bool)
    if known.all() or not known.any():
        return np.ones(len(known))
    weights = np.where(known, (1 - unanswerable_share) / known.mean(), unanswerable_share / (1 - known.mean()))
    counted: NDArray[np.float64] = np.maximum(weights, 1e-6)
    return counted


def merged(past_questions: Iterable[PastQuestion]) -> tuple[PastQuestion, ...]:
    """The same wording for the same document once, heavier but never overwhelming."""
    weights: dict[tuple[str, str | None, str], float] = defaultdict(float)
    for question in past_questions:
        weights[question.text, question.document_id, question.language] += question.weight
    return tuple(
        PastQuestion(text, document_id, language, min(weight, MOST_WEIGHT))
        for (text, document_id, language), weight in weights.items()
    )


def put_in_parallel(engine: AnswerEngine, questions: Sequence[PastQuestion], processes: int) -> list[Trial]:
    """As `trials.put`, on several cores."""
    audiences = _audiences(engine)
    if len(questions) < WORTH_PARALLEL:
        return put(engine, questions, audiences)
    parts = [tuple(questions[start::processes]) for start in range(processes)]
    with _workers(processes) as run:
        done = list(run(put, [engine] * processes, parts, [audiences] * processes))
    return [done[place % processes][place // processes] for place in range(len(questions))]


@contextmanager
def _workers(processes: int) -> Iterator[Callable[..., Iterable[Any]]]:
    """A `map` over so many processes; over this one when one is enough."""
    if processes == 1:
        yield map
    else:
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            yield pool.map


def _audiences(engine: AnswerEngine) -> frozenset[str]:
    return frozenset(shelf.audience for shelf in engine.shelves)


def _folds(
    documents: Sequence[Document], past: Sequence[PastQuestion], start: Lessons, encoder: Encoder | None
) -> list[_Fold]:
    """Each question is unseen in one fold; in each fold some documents do not exist."""
    folds = FOLDS_OF_MANY if len(past) >= MANY else FOLDS
    places: dict[str | None, int] = defaultdict(int)
    turn = []
    for question in past:
        turn.append(places[question.document_id] % folds)
        places[question.document_id] += 1
    ids = sorted({document.id for document in documents})
    return [_fold(documents, past, turn, fold, frozenset(ids[fold::ABSENT]), start, encoder) for fold in range(folds)]


def _fold(
    documents: Sequence[Document],
    past: Sequence[PastQuestion],
    turn: Sequence[int],
    fold: int,
    absent: frozenset[str],
    start: Lessons,
    encoder: Encoder | None,
) -> _Fold:
    own = [question for question, own_turn in zip(past, turn, strict=True) if own_turn == fold]
    present = [question for question in own if question.document_id not in absent]
    gone = [replace(question, document_id=None) for question in own if question.document_id in absent]
    seen = [
        question
        for question, own_turn in zip(past, turn, strict=True)
        if own_turn != fold and question.document_id not in absent
    ]
    kept, folds = tuple(document for document in documents if document.id not in absent), max(turn) + 1
    unseen = (*_spread(present, MOST_TRIALS // folds), *_spread(gone, MOST_ABSENT_TRIALS // folds))
    return _Fold(kept, tuple(seen), unseen, start, encoder)


def _spread(questions: Sequence[PastQuestion], most: int) -> Sequence[PastQuestion]:
    """At most so many, evenly taken."""
    step = max(1, -(-len(questions) // most))
    return questions[::step]


def _practise(fold: _Fold) -> list[Trial]:
    lessons = taught(fold.start, fold.documents, fold.past, fold.encoder, NETS_OF_FOLD)
    engine = AnswerEngine.build(fold.documents, fold.past, lessons=lessons)
    return put(engine.sensing(fold.encoder) if fold.encoder else engine, fold.unseen, _audiences(engine))
