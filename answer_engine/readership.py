"""All that readers of some audiences are answered from, looked up once for all their questions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from answer_engine.gloss import Glosses
from answer_engine.lessons import Net
from answer_engine.opinions import Panel, Seats
from answer_engine.reading import Reader
from answer_engine.shelf import Shelf
from answer_engine.spelling import is_real, repair
from answer_engine.written import as_written

MOST_REMEMBERED = 5_000  # misspelt words and what was meant: the same slips come again, and with every letter typed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tongue:
    """What is written in one language."""

    language: str
    shelves: tuple[Shelf, ...]
    seats: tuple[Seats, ...]  # of each shelf's documents among those that past questions taught
    reader: Reader


class Readership:
    """Shelves that some audiences may read, who reads questions for them, and what was taught of them."""

    def __init__(
        self,
        shelves: Iterable[Shelf],
        audiences: frozenset[str],
        classifiers: Mapping[str, tuple[Net, ...]],
        glosses: Glosses,
    ) -> None:
        self.shelves = tuple(shelf for shelf in shelves if shelf.audience in audiences and shelf.documents)
        self.lexicons = tuple(shelf.lexicon for shelf in self.shelves)
        self.panel = Panel.of(classifiers, audiences)
        by_language: dict[str, list[Shelf]] = defaultdict(list)
        for shelf in self.shelves:
            by_language[shelf.language].append(shelf)
        self.tongues = tuple(self._tongue(language, own, glosses) for language, own in by_language.items())
        self.meant: dict[str, str] = {}
        self.real: dict[str, bool] = {}
        self.spelled: dict[str, str] = {}

    def repairs(self, words: Iterable[str]) -> dict[str, str]:
        """The site's word for each misspelt one of these folded words.

        Real words are among them that may be meant as they are: see `sure`.
        """
        found = {word: remembered(self.meant, word, self._repaired) for word in sorted(words)}
        return {word: meant for word, meant in found.items() if meant}

    def sure(self, repairs: Mapping[str, str]) -> dict[str, str]:
        """Those repairs whose word is none of a language that is spoken here."""
        return {word: meant for word, meant in repairs.items() if not remembered(self.real, word, self._is_real)}

    def written(self, word: str) -> str:
        """A folded word as the site writes it."""
        return remembered(self.spelled, word, self._as_written)

    def _tongue(self, language: str, shelves: Sequence[Shelf], glosses: Glosses) -> Tongue:
        seats = tuple(self.panel.seats(shelf.ids) for shelf in shelves)
        return Tongue(language, tuple(shelves), seats, Reader(language, [one.lexicon for one in shelves], glosses))

    def _repaired(self, word: str) -> str:
        near = repair(word, self.lexicons)
        return near.word if near else ""

    def _is_real(self, word: str) -> bool:
        return is_real(word, self.lexicons)

    def _as_written(self, word: str) -> str:
        return as_written(word, self.shelves)


def remembered(known: dict[str, T], word: str, look_up: Callable[[str], T]) -> T:
    """What was looked up for a word, at most so many at a time."""
    if (found := known.get(word)) is None:
        if len(known) >= MOST_REMEMBERED:
            known.clear()
        found = known[word] = look_up(word)
    return found
