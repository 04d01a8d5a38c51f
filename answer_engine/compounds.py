"""Finds the parts of German compounds in the site's own words: Brillengestell is Brille and Gestell."""

from collections.abc import Callable, Collection

LANGUAGES = frozenset({"de", "nl", "da", "sv", "no", "nb", "fi", "et"})  # write compounds as one word
SHORTEST_PART = 4  # letters: shorter ones (ein, aus, vor) split words that are none
LINKS = ("", "s", "n", "en", "es", "er", "e")  # letters between two parts


def compound_parts(word: str, is_known: Callable[[str], bool]) -> list[str]:
    """The two parts of a compound if both are known words, else nothing. The most even split wins."""
    middle = len(word) / 2
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    for cut in sorted(cuts, key=lambda cut: abs(cut - middle)):
        tail = word[cut:]
        if is_known(tail) and (head := _known_head(word[:cut], is_known)):
            return [head, tail]
    return []


def split_all(words: Collection[str]) -> dict[str, list[str]]:
    """The parts of each compound among the words, against the words themselves."""
    known = {word for word in words if len(word) >= SHORTEST_PART}
    parts = {word: compound_parts(word, known.__contains__) for word in known if len(word) >= 2 * SHORTEST_PART}
    return {word: found for word, found in parts.items() if found}


def _known_head(head: str, is_known: Callable[[str], bool]) -> str:
    """The first part without its link, as the site writes it (Brillen-, Brille; Schul-, Schule)."""
    for link in LINKS:
        plain = head.removesuffix(link) if link else head
        if len(plain) >= SHORTEST_PART and (not link or head.endswith(link)):
            if is_known(plain):
                return plain
            if is_known(plain + "e"):
                return plain + "e"
    return ""
