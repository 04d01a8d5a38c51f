"""Reads a question against the site's words: what each of its words may stand for, in one language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from answer_engine.common_words import WEIGHT as COMMON_WEIGHT
from answer_engine.common_words import is_common
from answer_engine.compounds import LANGUAGES as COMPOUNDING
from answer_engine.compounds import compound_parts
from answer_engine.gloss import Glosses
from answer_engine.lexicon import Lexicon
from answer_engine.meanings import related, translated
from answer_engine.shapes import Synonym
from answer_engine.spelling import forgiven, may_be_meant
from answer_engine.stems import stemmer
from answer_engine.text import fold, without_e, words

# How much a match through each road counts, beside 1 for the word itself.
REPAIRED = 0.9
SYNONYM = 0.8
PART = 0.6  # of a compound
HOLDS_WORD = 0.5  # a longer word that contains this one
RELATED = 0.5  # a word of the shipped list that means about the same
TRANSLATED = 0.7  # a word of the shipped list in the shelf's language, for one of another language
ALIKE = 0.45  # times the likeness
LEAST_ALIKE = 0.55  # Dice coefficient of letter triples
MOST_ALIKE = 6  # words
MOST_REMEMBERED = 2_000  # words of questions, some kB each, before they are looked up anew
MOST_BEGUN = 40  # words that an unfinished word may become
LEAST_BESIDE = LEAST_ALIKE / (2 - LEAST_ALIKE)  # of its triples that any word so alike, or one that holds it, has
LEAST_SHARED_BEGUN = 0.2  # of the letter triples, to be what a misspelt beginning may become
LEAST_HELD = 0.6  # of its triples, to look whether it stands in a longer word
SHORTEST_HELD = 4  # letters of a word looked for inside longer ones


@dataclass(frozen=True, slots=True)
class ReadWord:
    """One word of the question and the terms that count as finding it."""

    text: str  # folded
    terms: dict[str, float]  # term -> how much a match counts, 0..1
    weight: float  # 1, less for common words
    known: float  # 1 when it stands in the shelves itself or by a form of it, less when by a translation, else 0


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
    """Looks words up in all lexicons of one language, and remembers them: with every letter typed they come again."""

    def __init__(self, language: str, lexicons: Sequence[Lexicon], glosses: Glosses) -> None:
        self.language = language
        self.glosses = {one: gloss for (one, other), gloss in glosses.items() if other == language}
        self.lexicons = lexicons
        self.stem = stemmer(language)
        self.compounds = language.split("-")[0] in COMPOUNDING
        self.remembered: dict[tuple[str, str, bool], ReadWord] = {}

    def read(
        self, question: Sequence[str], repairs: dict[str, str], synonyms: Sequence[Synonym], is_typing: bool
    ) -> Reading:
        """What the words may stand for. While typing, the last one may be half a word."""
        plain = [fold(word) for word in question]
        found: dict[str, ReadWord] = {}
        for place, (word, folded) in enumerate(zip(question, plain, strict=True)):
            if folded not in found:
                is_unfinished = is_typing and place == len(question) - 1
                found[folded] = self._word(word, repairs.get(folded, ""), is_unfinished)
        used = [synonym for synonym in synonyms if _adds(synonym, plain, found, self)]
        return Reading(self.language, tuple(found.values()), tuple(used))

    def terms_of(self, phrase: str) -> list[str]:
        """The terms of a phrase that stand in the shelves."""
        own = [fold(self.stem(word)) for word in words(phrase)]
        return [term for term in own if any(term in lexicon.term_number for lexicon in self.lexicons)]

    def _word(self, *asked: *tuple[str, str, bool]) -> ReadWord:
        if (known := self.remembered.get(asked)) is None:
            if len(self.remembered) >= MOST_REMEMBERED:
                self.remembered.clear()
            known = self.remembered[asked] = self._looked_up(*asked)
        return known

    def _looked_up(self, word: str, repaired: str, is_unfinished: bool) -> ReadWord:
        folded = fold(word)
        terms = {fold(self.stem(word)): 1.0}
        for other in self._other_spellings(folded):
            self._add(terms, other, 1.0)
        is_known = any(term in lexicon.term_number for term in terms for lexicon in self.lexicons)
        if repaired:
            self._add(terms, repaired, REPAIRED)
        if is_unfinished:
            self._add_begun(terms, folded)
        if self.compounds:
            for part in compound_parts(folded, self._knows):
                self._add(terms, part, PART)
        weight = COMMON_WEIGHT if is_common(word, self.language) else 1.0
        if weight == 1.0 and not is_unfinished:
            self._add_alike(terms, folded)
            self._add_related(terms, word)
        translated = 0.0 if is_known or is_unfinished or weight < 1 else self._add_translated(terms, word)
        return ReadWord(folded, terms, weight, 1.0 if is_known else translated)

    def _knows(self, word: str) -> bool:
        return any(lexicon.knows(word) for lexicon in self.lexicons)

    def _other_spellings(self, folded: str) -> list[str]:
        """The word in the shelves' spelling: oe for ö is read as o; and any form that folds to the same."""
        return [word for word in {folded, without_e(folded)} if self._knows(word)]

    def _add(self, terms: dict[str, float], word: str, weight: float) -> None:
        for lexicon in self.lexicons:
            if (number := lexicon.number_of.get(word)) is not None:
                self._add_number(terms, lexicon, number, weight)

    def _add_number(self, terms: dict[str, float], lexicon: Lexicon, number: int, weight: float) -> None:
        term = lexicon.terms[lexicon.term_of[number]]
        terms[term] = max(terms.get(term, 0.0), weight)

    def _add_alike(self, terms: dict[str, float], word: str) -> None:
        for lexicon in self.lexicons:
            beside = lexicon.alike.beside(word, LEAST_BESIDE)
            for number, likeness in beside.most_like(LEAST_ALIKE, MOST_ALIKE):
                self._add_number(terms, lexicon, number, ALIKE * likeness)
            if len(word) >= SHORTEST_HELD:
                for number, _ in beside.holding(LEAST_HELD, 4 * MOST_ALIKE):
                    if word in lexicon.words[number]:
                        self._add_number(terms, lexicon, number, HOLDS_WORD)

    def _add_related(self, terms: dict[str, float], word: str) -> None:
        for term, sure in related(word, self.language.split("-")[0]).items():
            self._add_term(terms, term, RELATED * sure)

    def _add_translated(self, terms: dict[str, float], word: str) -> float:
        """Adds what a word of another language means here; how sure the surest meaning is."""
        listed = translated(word, self.language.split("-")[0])
        found = [(term, TRANSLATED * sure) for term, sure in listed.items()]
        for other, gloss in self.glosses.items():
            found += gloss.get(fold(stemmer(other)(word)), ())
        return max((sure for term, sure in found if self._add_term(terms, term, sure)), default=0.0)

    def _add_term(self, terms: dict[str, float], term: str, weight: float) -> bool:
        """Adds a term if the shelves have it; whether they have."""
        is_there = any(term in lexicon.term_number for lexicon in self.lexicons)
        if is_there:
            terms[term] = max(terms.get(term, 0.0), weight)
        return is_there

    def _add_begun(self, terms: dict[str, float], prefix: str) -> None:
        """Whole words that the typed letters may become; with a slip forgiven when none fits."""
        for lexicon in self.lexicons:
            begun = lexicon.starting_with(prefix)
            for number in lexicon.most_frequent(begun, MOST_BEGUN):
                self._add_number(terms, lexicon, number, _share(prefix, lexicon.words[number]))
            if not begun and (slips := forgiven(prefix)):
                self._add_misbegun(terms, prefix, lexicon, slips)

    def _add_misbegun(self, terms: dict[str, float], prefix: str, lexicon: Lexicon, slips: int) -> None:
        for number, _ in lexicon.alike.beside(prefix, LEAST_SHARED_BEGUN).holding(LEAST_SHARED_BEGUN, 4 * MOST_BEGUN):
            word = lexicon.words[number]
            ends = (len(prefix) - 1, len(prefix), len(prefix) + 1)
            distance = min(OSA.distance(prefix, word[:end], score_cutoff=slips) for end in ends)
            if distance <= slips and may_be_meant(prefix, word):
                self._add_number(terms, lexicon, number, REPAIRED**distance * _share(prefix, word))


def _share(prefix: str, word: str) -> float:
    """How sure a prefix is of a word: 0.6 for a first letter to 1 for the whole."""
    return 0.6 + 0.4 * min(1.0, len(prefix) / len(word))


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
