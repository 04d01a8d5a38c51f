"""How sure the engine is once one half of a set's dev part has shown it, judged on the other half.

Questions that nothing answers may count for more or fewer than the set happens to hold: every site has its own share.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from answer_engine.judging import as_sure_as
from answer_engine.learning import Learned
from answer_engine.lessons import Lessons, Sensed, least_confidence
from answer_engine.measures import Outcome, answered_at
from answer_engine.records import AskedQuestion
from answer_engine.reports import PRECISIONS, Report, report_of
from answer_engine.trials import Trial

Mix = Mapping[str, float]  # share of all questions, by kind

SHUFFLES = 4  # each makes two halves
ANSWERABLE, UNANSWERABLE = "answerable", "unanswerable"
AS_ASKED: Mix = {}
MIXES = {
    "": AS_ASKED,
    ", 18 % unanswerable": {ANSWERABLE: 0.82, UNANSWERABLE: 0.18},
    ", 50 % unanswerable": {ANSWERABLE: 0.5, UNANSWERABLE: 0.5},
    ", 50 % near": {ANSWERABLE: 0.5, "near": 0.5, "far": 0.0},
    ", 15 % far, 5 % near": {ANSWERABLE: 0.8, "near": 0.05, "far": 0.15},
}


@dataclass(frozen=True, slots=True)
class Half:
    """What became of one half, as sure as the other half had shown."""

    outcomes: list[Outcome]
    shown: Lessons | Sensed

    def answered(self, precision: float) -> tuple[float, float]:
        """The share that would be answered alone, and how much of it rightly."""
        return answered_at(self.outcomes, least_confidence(self.shown.proof, 1 - precision))


def reports_of_halves(
    name: str, task: str, learned: Learned, questions: Sequence[AskedQuestion], trials: Sequence[Trial]
) -> Iterator[Report]:
    """A report for each mix that can be made of these questions; `trials` say what was found for them."""
    for kind, mix in MIXES.items():
        if weights := _weights(questions, mix):
            yield _report(name, f"{task}{kind}", learned, trials, weights)


def _weights(questions: Sequence[AskedQuestion], mix: Mix) -> list[float]:
    """How much each question counts; none when the mix asks for kinds that are not there."""
    kinds = [_kind(question, mix) for question in questions]
    counts = Counter(kinds)
    if not mix:
        return [1.0] * len(kinds)
    return [mix[kind] * len(kinds) / counts[kind] for kind in kinds] if counts.keys() == mix.keys() else []


def _kind(question: AskedQuestion, mix: Mix) -> str:
    if question.label is not None:
        return ANSWERABLE
    return question.distance if question.distance in mix else UNANSWERABLE


def _report(name: str, task: str, learned: Learned, trials: Sequence[Trial], weights: Sequence[float]) -> Report:
    """All figures are of the first two halves, what is answered alone is the mean of all."""
    halves = [half for shuffle in range(SHUFFLES) for half in _halves(learned, trials, weights, shuffle)]
    outcomes = [*halves[0].outcomes, *halves[1].outcomes]
    answered = [_mean([half.answered(precision) for half in halves]) for precision in PRECISIONS]
    return replace(report_of(name, task, outcomes, answered), milliseconds=None)


def _halves(learned: Learned, trials: Sequence[Trial], weights: Sequence[float], shuffle: int) -> Iterator[Half]:
    order = np.random.default_rng(shuffle).permutation(len(trials)).tolist()
    share = 1 - np.average([trial.is_answerable for trial in trials], weights=weights)
    for shown, asked in ((order[::2], order[1::2]), (order[1::2], order[::2])):
        own = as_sure_as(learned, [trials[place] for place in shown], float(share))
        known = own.sensed if trials[0].is_sensed else own
        yield Half([_outcome(trials[place], known, weights[place]) for place in asked], known)


def _outcome(trial: Trial, known: Lessons | Sensed, weight: float) -> Outcome:
    place = trial.place(known.ranking)
    if not len(trial.figures):
        return Outcome(place, trial.is_answerable, 0.0, 0.0, weight)
    sure = known.calibration.chances(trial.signs(known.ranking)[None])[0, 0]
    return Outcome(place, trial.is_answerable, float(sure), 0.0, weight)


def _mean(answered: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The mean share, and the precision of all that was answered; 1 when nothing was."""
    shares, precisions = np.array(answered).T
    return float(shares.mean()), float(np.average(precisions, weights=shares)) if shares.any() else 1.0
