"""Word endings: brings the forms of a word together (glasses, glass; brillēm, brilles)."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

import Stemmer

from answer_engine.text import fold

SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "nb": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip

# Snowball has no Latvian. Endings of nouns, adjectives and common verb forms, without diacritics, because
# many people type without them.
LATVIAN_ENDINGS = frozenset((
    "ajiem", "ajam", "ajos", "ajas", "ajai", "sana", "sanas", "sanu", "sanai", "ejam", "ejs", "eja",
    "osa", "osu", "oss", "amies", "aties", "ams", "ami", "ajs", "ais", "aju", "eju", "iju", "aja",
    "ija", "iem", "ies", "iet", "am", "em", "im", "um", "as", "es", "is", "us", "os", "ai", "ei", "ie",
    "at", "et", "it", "ot", "a", "e", "i", "o", "u", "s",
    # what one does with -āt, -ēt, -īt, -ot: balsošana and balsot meet
    *(f"{vowel}{deed}" for vowel in "aeio" for deed in ("sana", "sanas", "sanu", "sanai", "sim", "siet")),
))  # fmt: skip
LONGEST_ENDING = max(map(len, LATVIAN_ENDINGS))
# How the forms of a word end when their endings are off, and what they have in common.
LATVIAN_CHANGES = (
    (re.compile(r"(?<=[bgkp])t$"), ""),  # ieslēgt, ieslēgta, ieslēgs; projekts loses it in all its forms
    (re.compile(r"(?<=[bmpv])j$"), ""),  # skapis, skapja; kurpe, kurpju
    (re.compile(r"dz$"), "g"),  # ieslēdz, ieslēgs
    (re.compile(r"(?<=..[aeiou])c$"), "k"),  # atnāca, atnāks
)
KEPT = 20_000  # words whose stems are remembered
SHORTEST_STEM = 3  # letters that must stay when an ending is taken off


def stemmer(language: str) -> Callable[[str], str]:
    """How words of this language lose their endings; languages we do not know keep their words whole."""
    code = language.split("-")[0].lower()
    if code == "lv":
        return latvian_stem
    return _snowball(SNOWBALL[code]) if code in SNOWBALL else str


@lru_cache(KEPT)
def latvian_stem(word: str) -> str:
    """The word without diacritics and its ending: brilles, brillēm and brillem meet."""
    plain = fold(word)
    cuts = range(max(SHORTEST_STEM, len(plain) - LONGEST_ENDING), len(plain))
    stem = plain[: next((cut for cut in cuts if plain[cut:] in LATVIAN_ENDINGS), len(plain))]
    if len(stem) > SHORTEST_STEM:
        for change, common in LATVIAN_CHANGES:
            stem = change.sub(common, stem)
    return stem


@cache
def _snowball(algorithm: str) -> Callable[[str], str]:
    stem: Callable[[str], str] = Stemmer.Stemmer(algorithm, KEPT).stemWord
    return stem
