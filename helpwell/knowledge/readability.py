"""How hard a text is to read, by a formula made for its language, and what makes it so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LEAST_WORDS = 30  # below this, one long word decides everything
LONG_SENTENCE = 25  # words, from which on a sentence is worth parting
LONG_WORD = 6  # letters a word may have before LIX counts it as long
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?…:])\s+|\n+")
ENGLISH_SYLLABLE = re.compile(r"[aeiouy]+")
GERMAN_SYLLABLE = re.compile(r"[aeiouyäöü]+")
SILENT_E = re.compile(r"[^aeiouy]e$|[^aeiouytd]ed$")  # "care", "used", but not "needed"


class Level(StrEnum):
    """How many people can be expected to follow."""

    EASY = "easy"
    FAIR = "fair"
    HARD = "hard"


@dataclass(frozen=True)
class Readability:
    """What a formula says about a text."""

    level: Level
    score: int  # of the formula; see `formula` for its direction
    formula: str  # "Flesch" and "Amstad": 100 is easy, 0 hard; "LIX": 20 is easy, 60 hard
    longest_sentence: str  # "": none is too long


def readability_of(text: str, language: str) -> Readability | None:
    """How `text` (as `plain_text` makes it) reads in `language`; None while there is too little of it."""
    sentences = [one for one in SENTENCE_END.split(_without_headings(text)) if WORD.search(one)]
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    if len(words) < LEAST_WORDS:
        return None
    score, formula, level = _measured(words, len(sentences), language.partition("-")[0])
    longest = max(sentences, key=lambda sentence: len(WORD.findall(sentence)))
    is_long = len(WORD.findall(longest)) > LONG_SENTENCE
    return Readability(level, round(score), formula, longest.strip() if is_long else "")


def _measured(words: list[str], sentence_count: int, language: str) -> tuple[float, str, Level]:
    per_sentence = len(words) / sentence_count
    if language == "en":
        score = flesch(per_sentence, sum(map(english_syllables, words)) / len(words))
        return score, "Flesch", _by_ease(score)
    if language == "de":
        score = amstad(per_sentence, sum(map(german_syllables, words)) / len(words))
        return score, "Amstad", _by_ease(score)
    score = lix(per_sentence, sum(len(word) > LONG_WORD for word in words) / len(words))
    return score, "LIX", _by_lix(score)


def flesch(words_per_sentence: float, syllables_per_word: float) -> float:
    """Flesch reading ease for English. Flesch (1948), "A new readability yardstick"."""
    return 206.835 - 1.015 * words_per_sentence - 84.6 * syllables_per_word


def amstad(words_per_sentence: float, syllables_per_word: float) -> float:
    """The same measure fitted to German. Amstad (1978), "Wie verständlich sind unsere Zeitungen?"."""
    return 180 - words_per_sentence - 58.5 * syllables_per_word


def lix(words_per_sentence: float, long_word_rate: float) -> float:
    """For languages without a formula of their own, such as Latvian. Björnsson (1968), "Läsbarhet"."""
    return words_per_sentence + 100 * long_word_rate


def english_syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end."""
    low = word.lower()
    return max(len(ENGLISH_SYLLABLE.findall(low)) - bool(SILENT_E.search(low)), 1)


def german_syllables(word: str) -> int:
    """Groups of vowels."""
    return max(len(GERMAN_SYLLABLE.findall(word.lower())), 1)


def jargon_in(text: str, words: Iterable[str]) -> list[str]:
    """The words of the house that `text` uses, each once, in its order; endings of up to two letters count too."""
    found = {}
    for word in words:
        pattern = rf"(?<!\w){re.escape(word)}\w{{0,2}}(?!\w)"
        if match := re.search(pattern, text, re.IGNORECASE):
            found[word] = match.start()
    return sorted(found, key=lambda word: found[word])


def _without_headings(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("# "))


def _by_ease(score: float) -> Level:
    """Flesch's own table: 60 and more is plain language, below 40 is for students."""
    return Level.EASY if score >= 60 else Level.FAIR if score >= 40 else Level.HARD


def _by_lix(score: float) -> Level:
    """Björnsson's own table: up to 40 as in fiction, up to 50 as in newspapers, above as in official texts."""
    return Level.EASY if score <= 40 else Level.FAIR if score <= 50 else Level.HARD
