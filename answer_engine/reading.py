"""Reads a question against the site's words: what each of its words may stand for, in one language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from answer_engine.gloss import Glosses
from answer_engine.lexicon import Lexicon
from answer_engine.shapes import Synonym
from answer_engine.stems import stemmer
from answer_engine.text import fold, words
from answer_engine.verbs import rejoined
from answer_engine.word_reading import ReadWord, WordReader

SYNONYM = 0.8  # how much a match by the site's own synonym counts, beside 1 for the word itself


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as one language's shelves understand it."""

    language: str
    words: tuple[ReadWord, ...]
    synonyms: tuple[Synonym, ...]

    @property
    def unknown_share(self) -> float:
        """The share of the words' weight that the shelves do not know."""
        total = sum(word.weight for word in self.words)
        return sum(word.weight * (1 - word.known) for word in self.words) / total if total else 1.0

    @property
    def foreign_share(self) -> float:
        """The share of the words' weight that the shelves know by a translation only."""
        total = sum(word.weight for word in self.words)
        return sum(word.weight for word in self.words if 0 < word.known < 1) / total if total else 0.0


class Reader:
    """Reads questions for the shelves of one language."""

    def __init__(self, language: str, lexicons: Sequence[Lexicon], glosses: Glosses) -> None:
        self.language = language
        self.lexicons = lexicons
        self.stem = stemmer(language)
        self.words = WordReader(language, lexicons, glosses)
        self.parts_verbs = language.split("-")[0] == "de"

    def read(
        self,
        question: Sequence[str],
        repairs: dict[str, str],
        synonyms: Sequence[Synonym],
        is_typing: bool,
        spoken: str = "",
    ) -> Reading:
        """What the words may stand for to somebody who speaks a language. While typing, the last may be half a word."""
        plain = [fold(word) for word in question]
        found: dict[str, ReadWord] = {}
        for place, (word, folded) in enumerate(zip(question, plain, strict=True)):
            if folded not in found:
                is_unfinished = is_typing and place == len(question) - 1
                found[folded] = self.words.read(word, repairs.get(folded, ""), is_unfinished, spoken)
        if self.parts_verbs:
            for verb in rejoined(plain):
                if verb not in found and self.words.knows_form(verb):
                    found[verb] = self.words.read(verb, "", False, spoken)
        used = [synonym for synonym in synonyms if _adds(synonym, plain, found, self)]
        return Reading(self.language, tuple(found.values()), tuple(used))

    def terms_of(self, phrase: str) -> list[str]:
        """The terms of a phrase that stand in the shelves."""
        own = [fold(self.stem(word)) for word in words(phrase)]
        return [term for term in own if any(term in lexicon.term_number for lexicon in self.lexicons)]


def _adds(synonym: Synonym, question: list[str], found: dict[str, ReadWord], reader: Reader) -> bool:
    """Adds the meaning to the words of the question the synonym stands for; whether it took part."""
    asked = [fold(word) for word in words(synonym.word)]
    if not asked or not _holds(question, asked, reader.stem):
        return False
    meant, stems = reader.terms_of(synonym.meaning), {reader.stem(word) for word in asked}
    for term in meant:
        for word in question:
            if reader.stem(word) in stems and found[word].terms.get(term, 0.0) < SYNONYM:
                found[word] = replace(found[word], terms={**found[word].terms, term: SYNONYM})
    return bool(meant)


def _holds(question: list[str], phrase: list[str], stem: Callable[[str], str]) -> bool:
    """Whether the phrase stands in the question, whatever the endings of its words."""
    asked, sought = [stem(word) for word in question], [stem(word) for word in phrase]
    return any(asked[start : start + len(sought)] == sought for start in range(len(asked) - len(sought) + 1))
