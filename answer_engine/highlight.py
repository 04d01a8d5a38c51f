"""Which words of a passage to mark because the question asked for them."""

import re
from functools import lru_cache

from answer_engine.lexicon import Lexicon
from answer_engine.text import fold, words

_WRITTEN_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def matched_words(text: str, terms: frozenset[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The words as they are written in the text, each once, in order."""
    written = dict.fromkeys(_WRITTEN_WORD.findall(text))
    return tuple(word for word in written if _is_sought(word, terms, lexicon))


def _is_sought(written: str, terms: frozenset[str], lexicon: Lexicon) -> bool:
    plain, pieces = _forms(written)
    known = lexicon.number_of
    found = (plain,) if plain in known else (piece for piece in pieces if piece in known)
    return any(lexicon.terms[lexicon.term_of[known[word]]] in terms for word in found)


@lru_cache(maxsize=20_000)  # a site's texts are made of the same words again and again
def _forms(written: str) -> tuple[str, tuple[str, ...]]:
    """The written word folded, and the words it is read as."""
    return fold(written.casefold()), tuple(fold(word) for word in words(written))
