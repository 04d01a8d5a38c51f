"""Finds the parts of German compounds in the site's own words: Brillengestell is Brille and Gestell."""

from collections.abc import Callable, Collection

from answer_engine.common_words import is_common_anywhere
from answer_engine.verbs import PARTICLES, UNPARTED

LANGUAGES = frozenset({"de", "nl", "da", "sv", "no", "nb", "fi", "et"})  # write compounds as one word
FULL_PART = 4  # letters of a part that stands for itself
SHORTEST_PART = 3  # letters of a part beside a full one: Gas, Tür, Uhr
LINKS = ("", "s", "n", "en", "es", "er", "e")  # letters between two parts
NO_PARTS = frozenset((*PARTICLES, *UNPARTED, "dar"))  # they change a word: Ausfall, Verlauf


def compound_parts(word: str, is_known: Callable[[str], bool]) -> list[str]:
    """The parts of a compound if all are known words, else nothing. Few parts rather than many, even ones first."""
    if len(word) < FULL_PART + SHORTEST_PART:
        return []
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    splits = [(word[:cut], word[cut:]) for cut in sorted(cuts, key=lambda cut: abs(2 * cut - len(word)))]
    splits = [
        (head, tail)
        for head, tail in splits
        if max(len(head), len(tail)) >= FULL_PART and _may_be_part(tail) and is_known(tail)
    ]
    for shortest in (FULL_PART, SHORTEST_PART):
        for head, tail in splits:
            if min(len(head), len(tail)) >= shortest and (known := _known_head(head, shortest, is_known)):
                return [known, tail]
    for head, tail in splits:
        if len(tail) >= FULL_PART and (parts := _parts_of_head(head, is_known)):
            return [*parts, tail]
    return []


def split_all(words: Collection[str]) -> dict[str, list[str]]:
    """The parts of each compound among the words, against the words themselves."""
    known = {word for word in words if len(word) >= SHORTEST_PART}
    least = FULL_PART + SHORTEST_PART
    parts = {word: compound_parts(word, known.__contains__) for word in known if len(word) >= least}
    return {word: found for word, found in parts.items() if found}


def _parts_of_head(head: str, is_known: Callable[[str], bool]) -> list[str]:
    """The parts of a head that is a compound itself: Sonnenbrillengestell."""
    plain = (head.removesuffix(link) for link in LINKS if head.endswith(link))
    whole = (one for one in plain if len(one) >= FULL_PART + SHORTEST_PART)
    return next((parts for one in whole if (parts := compound_parts(one, is_known))), [])


def _known_head(head: str, shortest: int, is_known: Callable[[str], bool]) -> str:
    """The first part without its link, as the site writes it (Brillen-, Brille; Schul-, Schule)."""
    for link in LINKS:
        plain = head.removesuffix(link) if link else head
        if len(plain) >= shortest and (not link or head.endswith(link)) and _may_be_part(plain):
            if is_known(plain):
                return plain
            if is_known(plain + "e"):
                return plain + "e"
    return ""


def _may_be_part(piece: str) -> bool:
    return len(piece) >= FULL_PART or not (piece in NO_PARTS or is_common_anywhere(piece))
