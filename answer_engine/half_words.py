"""Which words half a typed one may become, and how sure each is."""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from answer_engine.lexicon import Lexicon
from answer_engine.spelling import forgiven, may_be_meant

MOST_BEGUN = 40  # words that an unfinished word may become
LEAST_SHARED_BEGUN = 0.2  # of the letter triples, to be what a misspelt beginning may become
SLIP = 0.9  # how sure a word is beside another for each slip that it needs


def words_begun(prefix: str, lexicon: Lexicon) -> Iterator[tuple[int, float]]:
    """Numbers of the words that begin with these letters; of those with a slip more when none does."""
    begun = lexicon.starting_with(prefix)
    for number in lexicon.most_frequent(begun, MOST_BEGUN):
        yield number, _share(prefix, lexicon.words[number])
    if not begun and (slips := forgiven(prefix)):
        yield from _misbegun(prefix, lexicon, slips)


def _misbegun(prefix: str, lexicon: Lexicon, slips: int) -> Iterator[tuple[int, float]]:
    ends = (len(prefix) - 1, len(prefix), len(prefix) + 1)
    for number, _ in lexicon.alike.beside(prefix, LEAST_SHARED_BEGUN).holding(LEAST_SHARED_BEGUN, 4 * MOST_BEGUN):
        word = lexicon.words[number]
        distance = min(OSA.distance(prefix, word[:end], score_cutoff=slips) for end in ends)
        if distance <= slips and may_be_meant(prefix, word):
            yield number, SLIP**distance * _share(prefix, word)


def _share(prefix: str, word: str) -> float:
    """How sure a prefix is of a word: 0.6 for a first letter to 1 for the whole."""
    return 0.6 + 0.4 * min(1.0, len(prefix) / len(word))
