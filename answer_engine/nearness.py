"""Which words somebody may have meant who wrote another one, and how near each is."""

from collections.abc import Iterator, Set

from rapidfuzz.distance import OSA

from answer_engine.common_words import is_common_anywhere
from answer_engine.lexicon import Lexicon
from answer_engine.meanings import LANGUAGES as LISTED
from answer_engine.meanings import listed_words, related
from answer_engine.slips import SHORTEST_REPAIRED, is_doubling, one_slip_away, swapped_twice

SHORT_WORD = 5  # letters; a shorter word has a neighbour by exchange for almost every letter: hund, hand, rund
LONG_WORD = 7  # letters from which two slips are forgiven
CANDIDATES = 60  # look-alikes whose distance is measured
LEAST_SHARED = 0.3  # of the letter triples, to be a candidate
COMMON_SHARE = 0.1
NO_WORD = 2  # strange triples, from which on something is no word at all: tjhe, ytou, liuke

Near = tuple[int, int, bool, float, str]  # how far a word is, the smaller the nearer, and the word


def near_words(word: str, reached: Set[str], lexicon: Lexicon, most: int, strange: int) -> list[Near]:
    """The words within reach; of a form that the shelf does not have one that it has."""
    others = {other: 1 for other in reached & lexicon.number_of.keys() if lexicon.knows(other)}
    if not others:
        others = dict.fromkeys(_by_stem(word, lexicon), 1)
    if not others:
        others = {other: 2 for other in swapped_twice(word) & lexicon.number_of.keys() if lexicon.knows(other)}
    if most > 1 and not others:
        others = dict(_further(word, lexicon, most))
    return [
        _nearness(word, other, distance, lexicon.frequency_of(other))
        for other, distance in others.items()
        if _is_slip(word, other, strange)
    ]


def _by_stem(word: str, lexicon: Lexicon) -> Iterator[str]:
    """Words of the shelf whose stems are one slip away, where the word as it stands meets none: skrops, skropstas."""
    stem = lexicon.stem(word)
    if len(stem) >= SHORTEST_REPAIRED:
        reached = one_slip_away(stem, lexicon.letters) & lexicon.trusted_words.keys()
        yield from (lexicon.trusted_words[other] for other in reached)


def near_lay_words(word: str, reached: Set[str], lexicon: Lexicon, strange: int) -> Iterator[Near]:
    """Words within reach that the shelf does not use, but that the shipped list says mean something it has."""
    language = lexicon.language.split("-")[0]
    for other in reached & listed_words(language) if language in LISTED else ():
        is_meant = any(term in lexicon.term_number for term in related(other, language))
        if is_meant and _is_slip(word, other, strange):
            yield _nearness(word, other, 1, 0.0)


def _nearness(word: str, other: str, distance: int, frequency: float) -> Near:
    """Nearest first: same letters, letters doubled, then same first letter, then the more frequent."""
    is_swapped = sorted(other) == sorted(word)
    return (
        distance,
        0 if is_swapped else 1 if is_doubling(word, other) else 2,
        other[0] != word[0],
        -frequency * _share(word, other),
        other,
    )


def _share(word: str, other: str) -> float:
    """How much of its frequency speaks for a word: a common one stands back behind one that says more.

    All the more where a letter would have to be too many: ther is there, not the.
    """
    if not is_common_anywhere(other):
        return 1.0
    return COMMON_SHARE if len(other) >= len(word) else COMMON_SHARE**2


def _further(word: str, lexicon: Lexicon, most: int) -> Iterator[tuple[str, int]]:
    for number, _ in lexicon.alike.beside(word, LEAST_SHARED).holding(LEAST_SHARED, CANDIDATES):
        other = lexicon.words[number]
        distance = OSA.distance(word, other, score_cutoff=most)
        if distance <= most and other[0] == word[0] and lexicon.is_trusted[number]:
            yield other, distance


def _is_slip(word: str, other: str, strange: int) -> bool:
    """Whether somebody who wrote `word` may have meant `other`.

    What cannot be a word may be any. What can be one is not bent lightly: a short word and one that says little have
    so many neighbours that only lost and swapped letters count.
    """
    if len(other) < SHORTEST_REPAIRED - 1:
        return False
    if strange >= NO_WORD:
        return True
    if sorted(other) == sorted(word):
        return strange > 0 or len(word) >= SHORTEST_REPAIRED
    if is_common_anywhere(other):
        return other[0] == word[0] and (len(other) != len(word) or len(word) >= SHORT_WORD)
    is_long = len(word) >= LONG_WORD
    return is_long or (other[0] == word[0] and (len(word) >= SHORT_WORD or len(other) != len(word)))
