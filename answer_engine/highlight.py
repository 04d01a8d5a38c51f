"""Which words of a passage to mark because the question asked for them."""

import re

from answer_engine.lexicon import Lexicon
from answer_engine.text import fold, words

_WRITTEN_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def matched_words(text: str, terms: frozenset[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The words as they are written in the text, each once, in order."""
    written = dict.fromkeys(_WRITTEN_WORD.findall(text))
    return tuple(word for word in written if _is_sought(word, terms, lexicon))


def _is_sought(written: str, terms: frozenset[str], lexicon: Lexicon) -> bool:
    plain = fold(written.casefold())
    pieces = [plain] if plain in lexicon.number_of else [fold(word) for word in words(written)]
    numbers = [lexicon.number_of[word] for word in pieces if word in lexicon.number_of]
    return any(lexicon.terms[lexicon.term_of[number]] in terms for number in numbers)
