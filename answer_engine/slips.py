"""What fingers do to a word: the spellings one slip away, and those of letters swapped twice."""

SHORTEST_REPAIRED = 4  # letters; shorter words are one slip away from too many others


def one_slip_away(word: str, letters: str, *, is_any: bool = False) -> set[str]:
    """All spellings one slip away: letters swapped, left out, mistyped, added; short words forgive but swaps."""
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    swaps = swapped(word)
    if len(word) < SHORTEST_REPAIRED and not is_any:
        return swaps
    around = [(head, tail[1:]) for head, tail in parts if tail]
    left_out = [head + tail for head, tail in around]
    mistyped = [f"{head}{letter}{tail}" for head, tail in around for letter in letters]
    added = [f"{head}{letter}{tail}" for head, tail in parts for letter in letters]
    return swaps.union(left_out, mistyped, added)


def swapped(word: str) -> set[str]:
    """All spellings with two neighbouring letters swapped."""
    return {word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in range(len(word) - 1)}


def swapped_twice(word: str) -> set[str]:
    """All spellings with letters swapped two times, which hasty fingers do: ahev, tihkn. None of a very short word."""
    return {twice for once in swapped(word) for twice in swapped(once)} if len(word) >= SHORTEST_REPAIRED else set()


def is_doubling(word: str, other: str) -> bool:
    """Whether they differ only in letters written once or twice, as those of who spells by ear: adress, address."""
    return _single(word) == _single(other)


def _single(word: str) -> str:
    return "".join(letter for letter, before in zip(word, f" {word}", strict=False) if letter != before)
