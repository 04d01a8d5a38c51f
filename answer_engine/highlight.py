"""Which words of a passage to mark because the question asked for them."""

from collections.abc import Sequence, Set

from answer_engine.common_words import is_common
from answer_engine.lexicon import Lexicon
from answer_engine.text import written_among


def sought_words(terms: frozenset[str], lexicons: Sequence[Lexicon], asked: Set[str]) -> frozenset[str]:
    """All words, folded, that stand for one of these terms; of those that say little only what was asked."""
    found = {(word, lexicon.language) for lexicon in lexicons for word in lexicon.words_of(terms)}
    return frozenset(word for word, language in found if word in asked or not is_common(word, language))


def matched_words(text: str, sought: frozenset[str]) -> tuple[str, ...]:
    """The words as they are written in the text, each once, in order."""
    return tuple(dict.fromkeys(written_among(text, sought)))
