"""Learns from past questions: classifiers, how to rank, and how sure to be. Runs beside the web, never in it."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Any

from answer_engine.calibrating import at_share, calibrated
from answer_engine.classifying import taught
from answer_engine.encoding import Encoder, EncoderFailed
from answer_engine.engine import AnswerEngine
from answer_engine.fitting import fit_ranking
from answer_engine.folds import audiences_of, folds, merged, practise
from answer_engine.lessons import Lessons, Sensed
from answer_engine.prior import Prior, prior_for
from answer_engine.senses import Remembering
from answer_engine.shapes import Document, PastQuestion
from answer_engine.text import asked_text
from answer_engine.trials import Trial, put

logger = logging.getLogger(__name__)

FEWEST_QUESTIONS = 10  # past questions from which there is something to learn
WORTH_PARALLEL = 400  # questions from which a second process pays
NETS = 4  # of each kind of marks
OWN_PULL = 0.3  # how strongly ranking is held at its start, in trials: a site's own questions soon know better


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
        trials = tuple(trial for fold in run(practise, folds(documents, past, draft, encoder)) for trial in fold)
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


def put_in_parallel(engine: AnswerEngine, questions: Sequence[PastQuestion], processes: int) -> list[Trial]:
    """As `trials.put`, on several cores."""
    audiences = audiences_of(engine)
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
