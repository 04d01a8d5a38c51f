"""Words that customers use for the same thing, within a language and across languages: for the first day of a site.

A list of our own, a file for each domain in `vocabulary/`. A line is one meaning: "English | German | Latvian", words
between commas; what follows a `~` is near it, but not the same. German nouns are written large, which tells verbs from
them. A phrase means what its line means when its words stand together; see `concepts`.
What a site's own questions and translations teach counts beside it; see `reading` and `gloss`.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from answer_engine.short_forms import written_out
from answer_engine.stems import stemmer
from answer_engine.text import fold, normalised, words
from answer_engine.verbs import verb_forms

FOLDER = "vocabulary"
LANGUAGES = ("en", "de", "lv")  # columns of the list
WORDS_KEPT = 10_000  # whose stems are remembered
NEAR = 0.6  # how much a word near a meaning counts beside one that has it

Phrase = tuple[str, ...]  # stems


@dataclass(frozen=True, slots=True)
class Meaning:
    """A line of the list in one language, as stems."""

    same: tuple[str, ...]
    near: tuple[str, ...]
    phrases: tuple[Phrase, ...]

    def sure(self, stem: str) -> float:
        """How much this stem counts as the meaning."""
        return 1.0 if stem in self.same else NEAR


@dataclass(frozen=True, slots=True)
class Column:
    """The list in one language."""

    meanings: tuple[Meaning, ...]  # by line
    lines_of: dict[str, tuple[int, ...]]  # stem -> lines it stands in
    phrases: dict[str, tuple[tuple[Phrase, int], ...]]  # first stem -> phrases and their lines


def related(word: str, language: str) -> dict[str, float]:
    """Stems in the same language that may mean the same as this word, itself left out, and how much each counts."""
    found = _meant(word, language, language)
    found.pop(stem_of(word, language), None)
    return found


def translated(word: str, language: str) -> dict[str, float]:
    """The same for stems in this language, of a word of another one."""
    found: dict[str, float] = {}
    for other in LANGUAGES:
        if other != language:
            found |= _meant(word, other, language)
    return found


@cache
def column(language: str) -> Column:
    """The list in one language, read when it is first asked for; empty for a language it does not have."""
    place = LANGUAGES.index(language) if language in LANGUAGES else -1
    meanings = tuple(_meaning(line.split("|")[place], language) for line in lines()) if place >= 0 else ()
    lines_of: dict[str, tuple[int, ...]] = {}
    phrases: dict[str, tuple[tuple[Phrase, int], ...]] = {}
    for number, meaning in enumerate(meanings):
        for stem in {*meaning.same, *meaning.near}:
            lines_of[stem] = (*lines_of.get(stem, ()), number)
        for phrase in meaning.phrases:
            phrases[phrase[0]] = (*phrases.get(phrase[0], ()), (phrase, number))
    return Column(meanings, lines_of, phrases)


def lines() -> list[str]:
    """The list, a meaning a line."""
    found = sorted(files("answer_engine").joinpath(FOLDER).iterdir(), key=lambda file: file.name)
    texts = (file.read_text(encoding="utf-8") for file in found)
    return [line for text in texts for line in text.splitlines() if line and not line.startswith("#")]


@cache
def listed_words(language: str = "") -> frozenset[str]:
    """All words of the list, or those of one of LANGUAGES, folded."""
    places = [LANGUAGES.index(language)] if language else range(len(LANGUAGES))
    cells = (line.split("|")[place] for line in lines() for place in places)
    return frozenset(fold(word) for cell in cells for word in words(cell))


@lru_cache(WORDS_KEPT)
def stem_of(word: str, language: str) -> str:
    """A word of this language as the list compares it."""
    return fold(stemmer(language)(normalised(word)))


def _meant(word: str, language: str, target: str) -> dict[str, float]:
    """What a word of one language means in another; from near a meaning to near it is far."""
    own, found = stem_of(word, language), dict[str, float]()
    for line in column(language).lines_of.get(own, ()) if target in LANGUAGES else ():
        sure, meaning = column(language).meanings[line].sure(own), column(target).meanings[line]
        for stem in (*meaning.same, *meaning.near):
            found[stem] = max(found.get(stem, 0.0), sure * meaning.sure(stem))
    return found


def _meaning(cell: str, language: str) -> Meaning:
    same, _, near = cell.partition("~")
    (own, phrases), (beside, more) = _parted(same, language), _parted(near, language)
    return Meaning(own, beside, (*phrases, *more))


def _parted(cell: str, language: str) -> tuple[tuple[str, ...], tuple[Phrase, ...]]:
    """The stems of the single words, and the phrases; each once."""
    single, phrases = dict[str, None](), dict[Phrase, None]()
    for entry in filter(None, map(str.strip, cell.split(","))):
        said = [entry] if entry.isalnum() else words(entry)
        if len(said) > 1:
            phrases[tuple(stem_of(word, language) for word in written_out(said, language))] = None
        else:
            single |= dict.fromkeys(stem_of(form, language) for form in verb_forms(entry, language))
    return tuple(single), tuple(phrases)
