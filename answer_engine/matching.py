"""Finds a question's words in all parts of a shelf at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from answer_engine.postings import Places, Strengths, rarity
from answer_engine.reading import Reading
from answer_engine.shelf import Shelf
from answer_engine.word_reading import ReadWord

Holders = tuple[Mapping[str, int], Places]  # of a shelf: the number of each term, and how many documents hold it


@dataclass(frozen=True, slots=True)
class Worth:
    """What finding the words of a question is worth, by how few documents of all these shelves hold them."""

    lines: Sequence[tuple[int, str, float]]  # for each term of each word in turn: the word's place, term, worth
    total: float  # of all words, each by its surest term; never 0

    @classmethod
    def of(cls, reading: Reading, shelves: Sequence[Shelf]) -> "Worth":
        """Rare terms are worth more, but none more than the surest of its word; what nobody wrote is the rarest."""
        count = sum(len(shelf.documents) for shelf in shelves)
        holders = [(shelf.lexicon.term_number, shelf.in_documents) for shelf in shelves]
        lines, total = list[tuple[int, str, float]](), 0.0
        for place, word in enumerate(reading.words):
            rare = dict(_rarities(word, holders, count))
            surest = min(rare, key=lambda term: (-word.terms[term], rare[term]), default="")
            top = rare.get(surest, rarity(0, count))
            total += word.weight * top
            for term in rare:
                sure = word.terms[term]
                lines.append((place, term, word.weight * (sure * min(rare[term], top) if sure < 1 else top)))
        return cls(lines, total or 1.0)


@dataclass(frozen=True, slots=True)
class Match:
    """How well the parts of a shelf fit: of each word of the question its best term counts."""

    sections: Strengths  # BM25 of each section
    wordings: Strengths  # worth of the words found in each wording
    documents: Strengths  # worth of the words found anywhere in each document


def match(worth: Worth, shelf: Shelf) -> Match:
    """Looks for all terms in all texts of a shelf."""
    number_of = shelf.lexicon.term_number
    there = [(place, number_of[term], value) for place, term, value in worth.lines if term in number_of]
    places, terms, values = np.array(there, float).reshape(-1, 3).T
    counts, rows, strengths = shelf.in_texts.of_all(terms.astype(np.int64))
    words, found = np.repeat(places.astype(np.int64), counts), np.repeat(values.astype(np.float32), counts)
    texts = _best_together(words, rows, found * strengths, len(shelf.owners))
    documents = _best_together(words, shelf.owners.take(rows), found, len(shelf.documents))
    return Match(texts[: len(shelf.sections)], texts[len(shelf.sections) :], documents)


def _rarities(word: ReadWord, holders: Sequence[Holders], count: int) -> Iterator[tuple[str, float]]:
    """How telling those terms of a word are that stand anywhere."""
    for term in word.terms:
        holding = sum([documents.item(numbers[term]) for numbers, documents in holders if term in numbers])
        if holding:
            yield term, rarity(holding, count)


def _best_together(words: Places, rows: Places, values: Strengths, row_count: int) -> Strengths:
    """The best value of each of these ascending words in each row, summed up over the words."""
    word_count = int(words[-1]) + 1 if len(words) else 0
    best = np.zeros(word_count * row_count, np.float32)
    np.maximum.at(best, words * row_count + rows, values)
    together: Strengths = best.reshape(word_count, row_count).sum(axis=0)
    return together
