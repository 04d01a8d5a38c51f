"""Which words of a passage to mark because the question asked for them."""

import re
from functools import lru_cache

from answer_engine.lexicon import Lexicon
from answer_engine.text import fold, words

_WRITTEN_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def matched_words(text: str, terms: frozenset[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The words as they are written in the text, each once, in order."""
    sought = frozenset(lexicon.term_number[term] for term in terms if term in lexicon.term_number)
    written = dict.fromkeys(_WRITTEN_WORD.findall(text))
    return tuple(word for word in written if _is_sought(word, sought, lexicon))


def _is_sought(written: str, sought: frozenset[int], lexicon: Lexicon) -> bool:
    plain, pieces = _forms(written)
    known = lexicon.number_of
    if plain in known:
        return int(lexicon.term_of[known[plain]]) in sought
    return any(int(lexicon.term_of[known[piece]]) in sought for piece in pieces if piece in known)


@lru_cache(maxsize=20_000)  # a site's texts are made of the same words again and again
def _forms(written: str) -> tuple[str, tuple[str, ...]]:
    """The written word folded, and the words it is read as."""
    return fold(written.casefold()), tuple(fold(word) for word in words(written))
