"""Which words of a passage to mark because the question asked for them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from answer_engine.lexicon import Lexicon
from answer_engine.text import fold, words

_WRITTEN_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def sought_words(terms: frozenset[str], lexicons: Sequence[Lexicon]) -> frozenset[str]:
    """All words, folded, that stand for one of these terms."""
    return frozenset(word for lexicon in lexicons for word in lexicon.words_of(terms))


def matched_words(text: str, sought: frozenset[str]) -> tuple[str, ...]:
    """The words as they are written in the text, each once, in order."""
    written = dict.fromkeys(_WRITTEN_WORD.findall(text))
    return tuple(word for word in written if not sought.isdisjoint(_read(word)))


@lru_cache(maxsize=20_000)  # a site's texts are made of the same words again and again
def _read(written: str) -> tuple[str, ...]:
    """What a written word is read as, folded: itself, or pairs of letters in scripts without spaces."""
    return tuple(fold(word) for word in words(written))
