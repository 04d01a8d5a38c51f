"""Learning in a process of its own: what fitting needs in memory goes away with it."""

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from answer_engine.encoding import Encoder
from answer_engine.lessons import Lessons
from answer_engine.shapes import Document, PastQuestion


def learn_apart(
    documents: Iterable[Document],
    past_questions: Iterable[PastQuestion],
    unanswerable_share: float = 0.2,
    encoder: Encoder | None = None,
) -> Lessons:
    """The lessons of a site's past questions, for `AnswerEngine.taught`. Takes seconds; the caller only waits.

    `unanswerable_share` is how many of all questions no document answers, 0..1.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as child:
        return child.submit(_learn, tuple(documents), tuple(past_questions), unanswerable_share, encoder).result()


def _learn(
    documents: tuple[Document, ...],
    past: tuple[PastQuestion, ...],
    unanswerable_share: float,
    encoder: Encoder | None,
) -> Lessons:
    from answer_engine.learning import learn  # loads what only the child shall load

    return learn(documents, past, unanswerable_share, 1, encoder).lessons
