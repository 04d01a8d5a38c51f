"""What one word of a question may stand for, in one language: the terms that count as finding it."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer_engine.common_words import WEIGHT as COMMON_WEIGHT
from answer_engine.common_words import is_common
from answer_engine.compounds import LANGUAGES as COMPOUNDING
from answer_engine.compounds import compound_parts
from answer_engine.gloss import Glosses
from answer_engine.half_words import words_begun
from answer_engine.lexicon import Lexicon
from answer_engine.meanings import related, translated
from answer_engine.stems import stemmer
from answer_engine.text import fold, is_same_language, without_e
from answer_engine.verbs import kin

# How much a match through each road counts, beside 1 for the word itself.
REPAIRED = 0.9
FOREIGN_BEGUN = 0.7  # what the typed letters may become in a language that the asker does not speak
PART = 0.6  # of a compound
HOLDS_WORD = 0.5  # a longer word that contains this one
RELATED = 0.5  # a word of the shipped list that means about the same
KIN = 0.6  # the same verb with another prefix
TRANSLATED = 0.7  # a word of the shipped list in the shelf's language, for one of another language
ALIKE = 0.45  # times the likeness
LEAST_ALIKE = 0.55  # Dice coefficient of letter triples
MOST_ALIKE = 6  # words
MOST_REMEMBERED = 2_000  # words of questions, some kB each, before they are looked up anew
LEAST_BESIDE = LEAST_ALIKE / (2 - LEAST_ALIKE)  # of its triples that any word so alike, or one that holds it, has
LEAST_HELD = 0.6  # of its triples, to look whether it stands in a longer word
LONGEST_LIKE_FOREIGN = 3  # letters of a word or stem that is also one of another language by chance: log, Latvian ļogās
SHORTEST_HELD = 4  # letters of a word looked for inside longer ones


@dataclass(frozen=True, slots=True)
class ReadWord:
    """One word of the question and the terms that count as finding it."""

    text: str  # folded
    terms: dict[str, float]  # term -> how much a match counts, 0..1
    weight: float  # 1, less for common words
    known: float  # 1 when it stands in the shelves itself or by a form of it, less when by a translation, else 0


class WordReader:
    """Looks words up in all lexicons of one language, and remembers them: with every letter typed they come again."""

    def __init__(self, language: str, lexicons: Sequence[Lexicon], glosses: Glosses) -> None:
        self.language = language
        self.glosses = {one: gloss for (one, other), gloss in glosses.items() if other == language}
        self.lexicons = lexicons
        self.stem = stemmer(language)
        self.compounds = language.split("-")[0] in COMPOUNDING
        self.remembered: dict[tuple[str, str, bool, str], ReadWord] = {}

    def read(self, *asked: *tuple[str, str, bool, str]) -> ReadWord:
        """What it may stand for: as it is written, repaired, whether it is half a word, and the asker's language."""
        if (known := self.remembered.get(asked)) is None:
            if len(self.remembered) >= MOST_REMEMBERED:
                self.remembered.clear()
            known = self.remembered[asked] = self._looked_up(*asked)
        return known

    def _looked_up(self, word: str, repaired: str, is_unfinished: bool, spoken: str) -> ReadWord:
        folded = fold(word)
        is_foreign = bool(spoken) and not is_same_language(spoken, self.language)
        is_by_chance = is_foreign and len(folded) <= LONGEST_LIKE_FOREIGN and not self._knows(folded)
        terms = {} if is_by_chance else {fold(self.stem(word)): 1.0}
        for other in self._other_spellings(folded):
            self._add(terms, other, 1.0)
        is_known = any(term in lexicon.term_number for term in terms for lexicon in self.lexicons)
        if repaired:
            self._add_term(terms, fold(self.stem(repaired)), REPAIRED)
            self._add_related(terms, repaired, REPAIRED)
        if is_unfinished:
            self._add_begun(terms, folded, FOREIGN_BEGUN if is_foreign else 1.0)
        if self.compounds:
            for part in compound_parts(folded, self.knows_form):
                self._add_term(terms, fold(self.stem(part)), PART)
        weight = COMMON_WEIGHT if is_common(word, self.language) or is_common(word, spoken) else 1.0
        if weight == 1.0 and not is_unfinished:
            self._add_alike(terms, folded)
            if not is_by_chance:
                self._add_related(terms, word)
                self._add_kin(terms, word)
        is_own = len(folded) <= LONGEST_LIKE_FOREIGN and any(lexicon.is_real(folded) for lexicon in self.lexicons)
        translated = 0.0 if is_known or is_own or is_unfinished or weight < 1 else self._add_translated(terms, word)
        return ReadWord(folded, terms, weight, 1.0 if is_known else translated)

    def _knows(self, word: str) -> bool:
        return any(lexicon.knows(word) for lexicon in self.lexicons)

    def knows_form(self, word: str) -> bool:
        """Whether the shelves have a folded word or another form of it."""
        return any(lexicon.knows(word) or lexicon.knows_form(word) for lexicon in self.lexicons)

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

    def _add_related(self, terms: dict[str, float], word: str, weight: float = 1.0) -> None:
        for term, sure in related(word, self.language.split("-")[0]).items():
            self._add_term(terms, term, weight * RELATED * sure)

    def _add_kin(self, terms: dict[str, float], word: str) -> None:
        for stem in kin(fold(self.stem(word)), self.language.split("-")[0]):
            self._add_term(terms, stem, KIN)

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

    def _add_begun(self, terms: dict[str, float], prefix: str, weight: float) -> None:
        """Whole words that the typed letters may become."""
        for lexicon in self.lexicons:
            for number, sure in words_begun(prefix, lexicon):
                self._add_number(terms, lexicon, number, weight * sure)
