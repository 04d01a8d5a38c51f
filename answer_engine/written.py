"""How a site writes a word: "Lieferadresse" and "ändern", where the engine compares "lieferadresse" and "andern"."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from answer_engine.rows import field_of
from answer_engine.shelf import Shelf
from answer_engine.text import written_among

CAPITAL_NOUNS = frozenset({"de", "lb"})
MOST_READ = 4  # titles, and as many sections, in which a word is looked up


def as_written(word: str, shelves: Sequence[Shelf]) -> str:
    """A folded word as editors mostly write it; itself where they do not.

    A capital may only stand for the beginning of a sentence, so without one is preferred where both are found.
    """
    found = Counter(
        form for shelf in shelves for text in _texts(word, shelf) for form in _forms(word, text, shelf.language)
    )
    small = Counter({form: count for form, count in found.items() if form[:1].islower()})
    return max(small or found, key=lambda form: (found[form], form), default=word)


def _texts(word: str, shelf: Shelf) -> Iterator[str]:
    number = shelf.lexicon.number_of.get(word)
    if number is None:
        return
    term = int(shelf.lexicon.term_of[number])
    rows, _ = shelf.in_texts.of(term)
    first, last = np.searchsorted(rows, [len(shelf.sections), len(shelf.sections) + shelf.own_wording_count])
    for row in rows[first:last][:MOST_READ]:
        yield str(field_of(shelf.wordings, int(row) - len(shelf.sections), "text"))
    for section in (shelf.sections[row] for row in rows[:first][:MOST_READ]):
        yield f"{section.heading}\n{section.text}"


def _forms(word: str, text: str, language: str) -> Iterator[str]:
    for form in written_among(text, {word}):
        is_only_first = text.startswith(form) and form[1:].islower() and not _has_capital_nouns(language)
        yield form.lower() if is_only_first else form


def _has_capital_nouns(language: str) -> bool:
    return language.split("-")[0] in CAPITAL_NOUNS
