"""What a question is about, and which questions are about the same."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from answer_engine.common_words import is_common
from answer_engine.spelling import forgiven
from answer_engine.stems import stemmer
from answer_engine.text import fold, question_words

ALIKE = 0.5  # cosine from which two questions mean the same; "send to Austria" and "send to Switzerland" stay apart
SLIP = 0.85  # how much a misspelt word counts beside the word itself
HELD = 0.6  # the same for a word that stands inside a longer one: case, glassescase
SHORTEST_HELD = 4  # letters


@dataclass(frozen=True)
class Word:
    """A word that carries meaning: as it was typed, and what its forms have in common."""

    text: str
    stem: str


def content_words(text: str, language: str) -> list[Word]:
    """The words that say what a question is about; all of them when every one is common."""
    stem = stemmer(language)
    words = [Word(word, fold(stem(word))) for word in question_words(text)]
    return [word for word in words if not is_common(word.text, language)] or words


def meaning(text: str, language: str) -> frozenset[str]:
    """The stems of its content words; empty when there is no word at all."""
    return frozenset(word.stem for word in content_words(text, language))


def nearness(stem: str, other: str) -> float:
    """How far two stems are the same word: 1 the same, 0 not at all."""
    if stem == other:
        return 1.0
    if OSA.distance(stem, other) <= min(forgiven(stem), forgiven(other)):
        return SLIP
    shorter, longer = sorted((stem, other), key=len)
    return HELD if len(shorter) >= SHORTEST_HELD and shorter in longer else 0.0


class Rarity:
    """How much a stem tells: one that stands in many questions tells little."""

    def __init__(self, meanings: Iterable[frozenset[str]]) -> None:
        self.total = 0
        self.counts: Counter[str] = Counter()
        for stems in meanings:
            self.total += 1
            self.counts.update(stems)

    def of(self, stem: str) -> float:
        """At least a little for each word."""
        return 0.3 + math.log((1 + self.total) / (1 + self.counts[stem]))

    def sum(self, stems: Iterable[str]) -> float:
        """The same for a whole question."""
        return sum(self.of(stem) for stem in stems)


@dataclass
class Groups:
    """Meanings by number; tells which one a question belongs to. The same input gives the same groups."""

    rarity: Rarity
    twins: Mapping[str, frozenset[str]] = field(default_factory=dict)  # stem -> stems of its synonyms
    meanings: dict[int, frozenset[str]] = field(default_factory=dict)
    _holding: dict[str, list[int]] = field(default_factory=dict)  # stem -> numbers
    _near: dict[str, dict[str, float]] = field(default_factory=dict)  # stem -> stems that may be the same word

    def add(self, number: int, stems: frozenset[str]) -> None:
        """One more group, under the meaning that stands for it."""
        self.meanings[number] = stems
        for stem in stems:
            if stem not in self._holding:
                self._near.clear()
            self._holding.setdefault(stem, []).append(number)

    def find(self, stems: frozenset[str]) -> int | None:
        """The group that means the same; of equals the oldest number. None when there is none."""
        near = {stem: self._stems_near(stem) for stem in stems}
        candidates = {number for others in near.values() for other in others for number in self._holding[other]}
        scored = [(self._alike(stems, self.meanings[number], near), -number) for number in candidates]
        best, number = max(scored, default=(0.0, 0))
        return -number if best >= ALIKE else None

    def _alike(self, stems: frozenset[str], others: frozenset[str], near: dict[str, dict[str, float]]) -> float:
        shared = sum(max((self._shared(stem, other, near[stem]) for other in others), default=0.0) for stem in stems)
        return shared / math.sqrt(self.rarity.sum(stems) * self.rarity.sum(others))

    def _shared(self, stem: str, other: str, near: dict[str, float]) -> float:
        """What both words tell: at most what the commoner one does."""
        return near.get(other, 0.0) * min(self.rarity.of(stem), self.rarity.of(other))

    def _stems_near(self, stem: str) -> dict[str, float]:
        if stem not in self._near:
            known = list(self._holding)
            same = {other: SLIP * near for twin in self.twins.get(stem, ()) for other, near in _near(twin, known)}
            self._near[stem] = same | dict(_near(stem, known))
        return self._near[stem]


def _near(stem: str, known: Sequence[str]) -> Iterable[tuple[str, float]]:
    slips = process.extract(stem, known, scorer=OSA.distance, score_cutoff=forgiven(stem), limit=20)
    held = [other for other in known if len(other) >= SHORTEST_HELD and (other in stem or stem in other)]
    for other in {*(found for found, _distance, _place in slips), *held}:
        if near := nearness(stem, other):
            yield other, near
