"""An engine made ready to be judged on files: taught by one part of a set, as sure as another part shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from answer_engine.calibrating import calibrated
from answer_engine.encoding import Encoder, serves
from answer_engine.engine import AnswerEngine
from answer_engine.learning import Learned, learn, put_in_parallel
from answer_engine.lessons import Lessons
from answer_engine.records import AskedQuestion
from answer_engine.sentence_folder import SentenceFolder
from answer_engine.shapes import Answer, Document, PastQuestion
from answer_engine.trials import Trial
from answer_engine.variants import FairGloss

PROCESSES = 2
ENOUGH_TRIALS = 300  # in dev; with fewer, questions kept out of the past help to calibrate


@dataclass(frozen=True, slots=True)
class Taught:
    """An engine that is ready to answer, with glosses that are fair to each question."""

    engine: AnswerEngine
    glosses: tuple[FairGloss, ...] = ()

    def ranked(self, question: AskedQuestion) -> tuple[list[str], float]:
        """The documents found for one question, asked as if it came alone, and the confidence in the first."""
        engine = self.engine_for(question)
        return _outcome(engine.ask(question.text, language=question.target or question.language))

    def engine_for(self, question: AskedQuestion) -> AnswerEngine:
        """The engine with glosses that may be used for a question, and with an encoder that knows its language."""
        fair = next((gloss.glosses for gloss in self.glosses if gloss.may_be_used_for(question)), {})
        engine = replace(self.engine, glosses=fair) if fair else self.engine
        is_read = engine.encoder is None or serves(engine.encoder, question.language)
        return engine if is_read else replace(engine, encoder=None)

    def suggested(self, question: AskedQuestion) -> tuple[list[str], float]:
        """The same while the question is still being typed."""
        return _outcome(self.engine.suggest(question.text, language=question.language, limit=10))


def teach(
    documents: Sequence[Document],
    past: Sequence[PastQuestion],
    dev: Sequence[AskedQuestion],
    unanswerable_share: float,
    glosses: Sequence[FairGloss] = (),
    encoder: Encoder | None = None,
) -> Taught:
    """An engine that has learned what these questions can teach; `dev` shows how sure to be."""
    engine, learned = schooled(documents, past, unanswerable_share, encoder)
    trials = put_in_parallel(engine, [question.as_past() for question in dev], PROCESSES)
    return Taught(engine.taught(as_sure_as(learned, trials, unanswerable_share)), tuple(glosses))


def schooled(
    documents: Sequence[Document], past: Sequence[PastQuestion], unanswerable_share: float, encoder: Encoder | None
) -> tuple[AnswerEngine, Learned]:
    """An engine with what past questions alone teach, and what that rests on."""
    learned = learn(documents, past, unanswerable_share, PROCESSES, encoder)
    engine = AnswerEngine.build(documents, past).taught(learned.lessons)
    return engine.sensing(encoder) if encoder else engine, learned


def as_sure_as(learned: Learned, shown: Sequence[Trial], unanswerable_share: float) -> Lessons:
    """The lessons, as sure as these trials show; where they are few, those within the past questions help."""
    trials = shown if len(shown) >= ENOUGH_TRIALS else [*shown, *learned.trials]
    return calibrated(learned.lessons, trials, unanswerable_share)


def chosen_encoder(name: str) -> Encoder | None:
    """By the name of an option: `minilm`, or a folder; none for ""."""
    if not name:
        return None
    return SentenceFolder.minilm() if name == "minilm" else SentenceFolder(Path(name))


def _outcome(answer: Answer) -> tuple[list[str], float]:
    return [hit.passage.document_id for hit in answer.hits], round(answer.confidence, 6)
