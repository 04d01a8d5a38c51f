"""Which words of a passage to mark because the question asked for them."""

from collections.abc import Sequence

from answer_engine.lexicon import Lexicon
from answer_engine.text import Sought, written_among


def sought_words(terms: frozenset[str], lexicons: Sequence[Lexicon]) -> Sought:
    """All words, folded, that stand for one of these terms."""
    return Sought({word for lexicon in lexicons for word in lexicon.words_of(terms)})


def matched_words(text: str, sought: Sought) -> tuple[str, ...]:
    """The words as they are written in the text, each once, in order."""
    return tuple(dict.fromkeys(written_among(text, sought)))
