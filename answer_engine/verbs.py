"""Forms of verbs that losing their ending does not bring together: kaufen, gekauft; pasūtīt, pasūtījums."""

from collections.abc import Iterator, Sequence

from answer_engine.common_words import is_common
from answer_engine.text import fold

# Parts that stand apart in a German sentence: ich melde mich an.
PARTICLES = (
    "zusammen", "zurück", "weiter", "herunter", "runter", "heraus", "herein", "raus", "rein", "hoch", "statt", "frei",
    "fest", "fort", "nach", "teil", "fern", "weg", "auf", "aus", "bei", "ein", "her", "hin", "los", "mit", "vor", "ab",
    "an", "um", "zu",
)  # fmt: skip
FOLDED_PARTICLES = frozenset(map(fold, PARTICLES))
REACH = 8  # words between a German verb and its part at the end: ich melde mich morgen an
SHORTEST_VERB = 4  # letters
UNPARTED = ("be", "ver", "er", "ent", "emp", "zer", "miss", "über", "unter", "wider", "hinter", "wieder")
LATVIAN_VOWELS = "āēīoūu"
# They say little more than that a deed is done: pirkt, nopirkt; maksāt, samaksāt (at- undoes it: atmaksāt).
LATVIAN_PREFIXES = ("aiz", "ap", "ie", "iz", "no", "pa", "pie", "sa", "uz")
SHORTEST_ROOT = 4  # letters of a stem that a prefix may be put before


def verb_forms(word: str, language: str) -> Iterator[str]:
    """The word, and if it is a verb its forms whose stems differ from its own."""
    yield word
    if language == "de" and word.endswith(("en", "eln", "ern")) and len(word) > 4 and word[0].islower():
        yield from _german(word)
    if language == "lv" and word.endswith("t") and word[-2] in LATVIAN_VOWELS:
        yield from (word[:-1] + ending for ending in ("ts", "jums", "šana", "s"))


def rejoined(words: Sequence[str]) -> Iterator[str]:
    """German verbs whose parts stand apart, as one word: ich melde mich morgen an, anmelde. Words are folded."""
    for end, word in enumerate(words):
        if word in FOLDED_PARTICLES:
            near = words[max(0, end - REACH) : end]
            yield from (word + verb for verb in near if len(verb) >= SHORTEST_VERB and not is_common(verb, "de"))


def kin(stem: str, language: str) -> Iterator[str]:
    """What a folded stem may be with another prefix, or without: nopirk, pirk; maks, samaks, iemaks."""
    if language != "lv":
        return
    bare = (stem.removeprefix(one) for one in LATVIAN_PREFIXES if stem.startswith(one))
    for root in (stem, *bare):
        if len(root) >= SHORTEST_ROOT:
            yield root
            yield from (f"{one}{root}" for one in LATVIAN_PREFIXES)


def _german(infinitive: str) -> Iterator[str]:
    particle = next((one for one in PARTICLES if infinitive.startswith(one) and len(infinitive) > len(one) + 4), "")
    plain = infinitive.removeprefix(particle)
    if plain.startswith("ge"):  # a participle itself
        return
    root = plain.removesuffix("en") if plain.endswith("en") else plain.removesuffix("n")
    root += "e" if root.endswith(("t", "d")) else ""
    yield f"{particle}{root}t"
    is_unparted = plain.startswith(UNPARTED) or plain.endswith("ieren")
    yield f"{particle}{'' if is_unparted else 'ge'}{root}t"
    if particle:
        yield f"{particle}zu{plain}"
