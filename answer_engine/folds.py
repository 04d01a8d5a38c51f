"""Rounds of practice: each past question is put to an engine that has not seen it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from answer_engine.classifying import taught
from answer_engine.encoding import Encoder
from answer_engine.engine import AnswerEngine
from answer_engine.lessons import Lessons
from answer_engine.shapes import Document, PastQuestion
from answer_engine.trials import Trial, put

MOST_WEIGHT = 5.0  # of one wording, however often it was asked
FOLDS = 4
NETS = 2  # of each kind of marks; nearly as good as the four of the lessons in half the time
MANY = 3_000  # past questions, from which on
FOLDS_OF_MANY = 2  # are enough: taught by half, an engine is less sure than the one in use, which is the safe side
ABSENT = 7  # one in so many documents is taken out of each fold: its questions show what "no answer" looks like
MOST_TRIALS = 1_400  # answerable ones, of all folds; the fit needs no more
MOST_ABSENT_TRIALS = 560


@dataclass(frozen=True, slots=True)
class Fold:
    """An engine's worth of input, and questions it has not seen."""

    documents: tuple[Document, ...]
    past: tuple[PastQuestion, ...]
    unseen: tuple[PastQuestion, ...]
    start: Lessons  # how it ranks
    encoder: Encoder | None


def fold_trials(
    documents: Sequence[Document], past: Iterable[PastQuestion], start: Lessons, encoder: Encoder | None = None
) -> list[Trial]:
    """Each past question put to an engine that has not seen it."""
    return [trial for fold in folds(documents, merged(past), start, encoder) for trial in practise(fold)]


def merged(past_questions: Iterable[PastQuestion]) -> tuple[PastQuestion, ...]:
    """The same wording for the same document once, heavier but never overwhelming."""
    weights: dict[tuple[str, str | None, str], float] = defaultdict(float)
    for question in past_questions:
        weights[question.text, question.document_id, question.language] += question.weight
    return tuple(
        PastQuestion(text, document_id, language, min(weight, MOST_WEIGHT))
        for (text, document_id, language), weight in weights.items()
    )


def folds(
    documents: Sequence[Document], past: Sequence[PastQuestion], start: Lessons, encoder: Encoder | None
) -> list[Fold]:
    """Each question is unseen in one fold; in each fold some documents do not exist."""
    count = FOLDS_OF_MANY if len(past) >= MANY else FOLDS
    places: dict[str | None, int] = defaultdict(int)
    turn = []
    for question in past:
        turn.append(places[question.document_id] % count)
        places[question.document_id] += 1
    ids = sorted({document.id for document in documents})
    return [_fold(documents, past, turn, fold, frozenset(ids[fold::ABSENT]), start, encoder) for fold in range(count)]


def _fold(
    documents: Sequence[Document],
    past: Sequence[PastQuestion],
    turn: Sequence[int],
    fold: int,
    absent: frozenset[str],
    start: Lessons,
    encoder: Encoder | None,
) -> Fold:
    own = [question for question, own_turn in zip(past, turn, strict=True) if own_turn == fold]
    present = [question for question in own if question.document_id not in absent]
    gone = [replace(question, document_id=None) for question in own if question.document_id in absent]
    seen = [
        question
        for question, own_turn in zip(past, turn, strict=True)
        if own_turn != fold and question.document_id not in absent
    ]
    kept, count = tuple(document for document in documents if document.id not in absent), max(turn) + 1
    unseen = (*_spread(present, MOST_TRIALS // count), *_spread(gone, MOST_ABSENT_TRIALS // count))
    return Fold(kept, tuple(seen), unseen, start, encoder)


def _spread(questions: Sequence[PastQuestion], most: int) -> Sequence[PastQuestion]:
    """At most so many, evenly taken."""
    step = max(1, -(-len(questions) // most))
    return questions[::step]


def practise(fold: Fold) -> list[Trial]:
    """Learn from what the fold has seen, and put the rest to that engine."""
    lessons = taught(fold.start, fold.documents, fold.past, fold.encoder, NETS)
    engine = AnswerEngine.build(fold.documents, fold.past, lessons=lessons)
    return put(engine.sensing(fold.encoder) if fold.encoder else engine, fold.unseen, audiences_of(engine))


def audiences_of(engine: AnswerEngine) -> frozenset[str]:
    """Every kind of reader it has articles for."""
    return frozenset(shelf.audience for shelf in engine.shelves)
