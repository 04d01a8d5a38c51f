"""Forms of verbs that losing their ending does not bring together: kaufen, gekauft; pasūtīt, pasūtījums."""

from collections.abc import Iterator

# Parts that stand apart in a German sentence: ich melde mich an.
PARTICLES = (
    "zusammen", "zurück", "weiter", "herunter", "runter", "heraus", "herein", "raus", "rein", "hoch", "statt", "frei",
    "fest", "fort", "nach", "teil", "fern", "weg", "auf", "aus", "bei", "ein", "her", "hin", "los", "mit", "vor", "ab",
    "an", "um", "zu",
)  # fmt: skip
UNPARTED = ("be", "ver", "er", "ent", "emp", "zer", "miss", "über", "unter", "wider", "hinter", "wieder")
LATVIAN_VOWELS = "āēīoūu"


def verb_forms(word: str, language: str) -> Iterator[str]:
    """The word, and if it is a verb its forms whose stems differ from its own."""
    yield word
    if language == "de" and word.endswith(("en", "eln", "ern")) and len(word) > 4 and word[0].islower():
        yield from _german(word)
    if language == "lv" and word.endswith("t") and word[-2] in LATVIAN_VOWELS:
        yield from (word[:-1] + ending for ending in ("ts", "jums", "šana", "s"))


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
