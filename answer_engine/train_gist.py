"""`python -m answer_engine.train_gist FOLDER`: learns what words are about, on openly licensed sets only.

Two wordings of the same article are drawn near each other, and away from those of all others.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from answer_engine import gist
from answer_engine.gist import counted, weighed_stem
from answer_engine.prior import FAMILIES
from answer_engine.records import BadFile, read_documents, read_questions
from answer_engine.text import question_words, words

NUMBERS = 32  # of each gist
FEWEST = 3  # texts a stem must stand in
TITLES = 0.1  # how often a title counts, for each question of its article
PASSAGES = 4  # of a body, the first ones, that count as wordings
FEWEST_WORDS = 6  # of such a passage
STEPS = 700  # of learning
TOGETHER = 192  # articles of a step
SHARPNESS = 12.5  # of likeness: how much the nearest wrong article counts above the others
HIDDEN = 0.2  # share of what a text says that a step does not see
RATE = 0.01  # of a step, falling to 0
SPREAD = 0.1  # of the numbers at the start
PACES = (0.9, 0.99)  # of Adam, Kingma & Ba (2015), who take 0.999 for the second: there are few steps here
LEAST = 1e-7
MOST = 127  # of a whole number in the file

Text = tuple[str, tuple[str, ...]]  # language, normalised words
Table = NDArray[Any]  # of floats
Groups = list[list[Text]]  # texts of one meaning stand together


@dataclass(frozen=True, slots=True)
class Wordings:
    """What texts say, group after group."""

    rows: sparse.csr_matrix
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]

    def pair(self, chance: np.random.Generator) -> Iterator[sparse.csr_matrix]:
        """Twice one text of each of some groups, larger groups more often."""
        often = np.sqrt(self.sizes) / np.sqrt(self.sizes).sum()
        chosen = chance.choice(len(self.sizes), min(TOGETHER, len(self.sizes)), replace=False, p=often)
        for _ in range(2):
            drawn = self.rows[self.starts[chosen] + (chance.random(len(chosen)) * self.sizes[chosen]).astype(int)]
            drawn.data *= chance.random(len(drawn.data)) > HIDDEN
            yield drawn


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes gist.npz beside this module."""
    parser = argparse.ArgumentParser(prog="train_gist", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    try:
        groups = {
            family: [group for name in names for group in _groups(folder / name)] for family, names in FAMILIES.items()
        }
    except BadFile as problem:
        print(problem, file=sys.stderr)
        return 2
    learned = [
        _learned([group for own in groups if own != family for group in groups[own]]) for family in ("", *FAMILIES)
    ]
    written = dict(
        pair for family, parts in zip(("", *FAMILIES), learned, strict=True) for pair in _written(family, *parts)
    )
    written[gist.LIST] = gist.list_digest()
    np.savez_compressed(Path(__file__).with_name(gist.FILE), allow_pickle=False, **written)
    return 0


def _groups(folder: Path) -> Groups:
    """Everything a set says that means the same: an article's title, its first passages, the questions it answers."""
    train = folder / "questions_train.jsonl"
    asked: dict[str | None, list[Text]] = defaultdict(list)
    for question in read_questions(train if train.exists() else folder / "questions_dev.jsonl", has_label=True):
        asked[question.label].append((question.language, tuple(question_words(question.text))))
    groups: dict[str, list[Text]] = defaultdict(list)
    for document in read_documents(folder / "articles.jsonl"):
        passages = [tuple(words(line)) for line in document.body.splitlines()]
        own = asked.pop(document.id, [])
        titles = [tuple(words(document.title))] * max(1, round(TITLES * len(own)))
        said = [*titles, *[passage for passage in passages if len(passage) >= FEWEST_WORDS][:PASSAGES]]
        groups[document.id] += [*own, *((document.language, text) for text in said)]
    return [group for group in groups.values() if len(group) > 1]


def _learned(groups: Groups) -> tuple[list[str], Table, Table]:
    """Stems, and what lines and stems are about."""
    texts = [text for group in groups for text in group]
    standing = Counter(stem for language, text in texts for stem in {weighed_stem(word, language)[0] for word in text})
    stems = sorted(stem for stem, count in standing.items() if count >= FEWEST)
    rows = _rows(texts, {stem: number for number, stem in enumerate(stems)})
    telling = np.sqrt(np.log((1 + rows.shape[0]) / (1 + np.bincount(rows.indices, minlength=rows.shape[1]))))
    rows.data *= telling[rows.indices].astype(np.float32)
    sizes = np.array([len(group) for group in groups])
    table = _fitted(Wordings(rows, np.cumsum(sizes) - sizes, sizes)) * telling[:, None].astype(np.float32)
    line_count = rows.shape[1] - len(stems)
    return stems, table[:line_count], table[line_count:]


def _rows(texts: Sequence[Text], stems: Mapping[str, int]) -> sparse.csr_matrix:
    """Texts x lines and stems, in the order of the texts."""
    spoken = np.array([language for language, _ in texts])
    parts, order = [], []
    for language in np.unique(spoken):
        places = np.flatnonzero(spoken == language)
        lines, known, _ = counted([texts[place][1] for place in places.tolist()], str(language), stems)
        parts.append(sparse.hstack([lines, known]))
        order.append(places)
    return sparse.vstack(parts).tocsr()[np.argsort(np.concatenate(order))]


def _fitted(wordings: Wordings) -> Table:
    """The table under which texts that mean the same are most alike."""
    chance = np.random.default_rng(0)
    table = chance.normal(0, SPREAD / np.sqrt(NUMBERS), (wordings.rows.shape[1], NUMBERS)).astype(np.float32)
    means, squares = np.zeros_like(table), np.zeros_like(table)
    for step in range(1, STEPS + 1):
        one, other = wordings.pair(chance)
        slope = _slope(one, other, table)
        means += (1 - PACES[0]) * (slope - means)
        squares += (1 - PACES[1]) * (slope**2 - squares)
        rate = RATE * (1 - step / STEPS) / (1 - PACES[0] ** step)
        table -= rate * means / (np.sqrt(squares / (1 - PACES[1] ** step)) + LEAST)
    return table


def _slope(one: sparse.csr_matrix, other: sparse.csr_matrix, table: Table) -> Table:
    """Of the loss: minus the logarithm of how likely each text is taken for its partner among all of this step."""
    (near, near_length), (far, far_length) = (_levelled(rows @ table) for rows in (one, other))
    alike: Table = SHARPNESS * near @ far.T
    missed = SHARPNESS / (2 * len(near)) * (_share(alike) + _share(alike.T).T - 2 * np.eye(len(near), dtype=np.float32))
    by_near, by_far = missed @ far, missed.T @ near
    by_near = (by_near - near * (by_near * near).sum(axis=1, keepdims=True)) / near_length
    by_far = (by_far - far * (by_far * far).sum(axis=1, keepdims=True)) / far_length
    slope: Table = one.T @ by_near + other.T @ by_far
    return slope


def _levelled(rows: Table) -> tuple[Table, Table]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True) + np.float32(LEAST)
    return rows / lengths, lengths


def _share(alike: Table) -> Table:
    raised = np.exp(alike - alike.max(axis=1, keepdims=True))
    share: Table = raised / raised.sum(axis=1, keepdims=True)
    return share


def _written(family: str, stems: Sequence[str], by_line: Table, by_stem: Table) -> Iterator[tuple[str, NDArray[Any]]]:
    """For the file, in whole numbers of one step a row."""
    yield f"{family}/stems", np.frombuffer("\n".join(stems).encode(), np.uint8)
    for name, table in (("by_line", by_line), ("by_stem", by_stem)):
        steps = np.maximum(np.abs(table).max(axis=1), LEAST) / MOST
        yield f"{family}/{name}", np.round(table / steps[:, None]).astype(np.int8)
        yield f"{family}/{name}_steps", steps.astype(np.float32)


if __name__ == "__main__":
    sys.exit(main())
