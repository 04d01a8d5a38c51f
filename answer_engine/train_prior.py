"""`python -m answer_engine.train_prior FOLDER`: fits the numbers a site starts with, on openly licensed sets only."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from answer_engine import prior
from answer_engine.calibrating import share_weights
from answer_engine.confidence import SIGNS
from answer_engine.encoding import EncoderFailed
from answer_engine.fitting import CONFIDENCE_PULL, fit_confidence, fit_ranking, lines
from answer_engine.prior import FAMILIES, Numbers, Written, fingerprint
from answer_engine.records import BadFile, read_documents
from answer_engine.rehearsals import START, START_SENSED, START_TAUGHT, Far, Trials, far_trials, trials_of
from answer_engine.senses import ReadingOnce
from answer_engine.sentence_folder import SentenceFolder
from answer_engine.trials import Trial
from answer_engine.variants import Variant

K = TypeVar("K")

COLD_PULL = 150.0  # on confidence from articles alone: sites differ there more than what was seen of one can tell
# Confidence from articles alone does not hear how alike whole documents are: the longer these are, the less, so what
# short ones teach is wrong of long ones.
OF_WHOLE_DOCUMENTS = ("spelled", "spelled_lead", "concept_text")
UNHEARD = [SIGNS.index(name) for name in OF_WHOLE_DOCUMENTS]


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes prior.json beside this module. Needs the encoder of the extra `semantic`."""
    parser = argparse.ArgumentParser(prog="train_prior", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    names = [name for family in FAMILIES.values() for name in family]
    try:
        encoder = ReadingOnce(SentenceFolder.minilm())
        seen = {family: _fingerprints(folder, own) for family, own in FAMILIES.items()}
        sets = {name: trials_of(folder / name) for name in names}
        sensed = {name: _sensed(trials_of(folder / name, encoder)) for name in names}
        far, far_sensed = far_trials(folder), _sensed(far_trials(folder, encoder))
    except (BadFile, EncoderFailed) as problem:
        print(problem, file=sys.stderr)
        return 2
    priors = {left_out: _fit(sets, sensed, far, far_sensed, FAMILIES.get(left_out, ())) for left_out in ("", *FAMILIES)}
    target = Path(__file__).with_name(prior.FILE)
    target.write_text(json.dumps({"priors": priors, "fingerprints": seen}) + "\n", encoding="utf-8")
    return 0


def _sensed(trials: dict[K, list[Trial]]) -> dict[K, list[Trial]]:
    """Those that an encoder has read."""
    return {kind: [trial for trial in own if trial.is_sensed] for kind, own in trials.items()}


def _fit(sets: Trials, sensed: Trials, far: Far, far_sensed: Far, left_out: Sequence[str]) -> dict[str, Written]:
    cold, written, warm = _kept(sets, left_out)
    cold_sensed, written_sensed, warm_sensed = _kept(sensed, left_out)
    fitted = (
        _numbers(START, cold, [*written, *_apart(far, left_out)], COLD_PULL, UNHEARD),
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
    start: NDArray[np.float64],
    trials: Sequence[Trial],
    more: Sequence[Trial] = (),
    held: float = CONFIDENCE_PULL,
    unheard: Sequence[int] = (),
) -> Numbers:
    """Fitted to trials; further ones, of articles that nobody would write so, count for confidence only.

    Confidence does not hear the signs at the places `unheard`.
    """
    ranking = fit_ranking(trials, start)
    found = [trial for trial in (*trials, *more) if len(trial.figures)]
    seen = np.array([trial.signs(ranking) for trial in found])
    seen[:, unheard] = 0
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
