"""Which words a language has, so that none of them is taken for a misspelling of the site's.

The lists are those of pyspellchecker: words of film subtitles, cleaned of slips. Its own repairs know nothing of a site
and are not used, and its lists are read piece by piece: whole they would fill a hundred megabytes.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from answer_engine.text import compared

Hashes = NDArray[np.uint32]

LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "lv", "nl", "pt", "ru"})
PIECE = 2**16  # bytes
NOTHING = np.zeros(0, np.uint32)
_ENTRY = re.compile(r'"([^"\\]+)": ?\d+')


@lru_cache(len(LANGUAGES))
def real_words(language: str) -> Hashes:
    """Hashes of the words of a language, folded, in order; none where there is no list of it.

    Two words in a hundred thousand share a hash with others, and then one slip more stays as it is.
    """
    code = language.split("-")[0].lower()
    if code not in LANGUAGES:
        return NOTHING
    return np.unique(
        np.fromiter((_hash(word if word.isascii() else compared(word)) for word in _listed(code)), np.uint32)
    )


def is_among(word: str, hashes: Hashes) -> bool:
    """Whether a folded word is one of these."""
    sought = _hash(word)
    place = int(np.searchsorted(hashes, np.uint32(sought)))
    return place < len(hashes) and int(hashes[place]) == sought


def _listed(language: str) -> Iterator[str]:
    path = files("spellchecker").joinpath("resources", f"{language}.json.gz")
    with path.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as file:
        rest = ""
        while piece := file.read(PIECE):
            begun = (rest + piece).casefold().replace("'", "")  # as one, for half a million words take their time
            ends = begun.rfind(",") + 1
            yield from _ENTRY.findall(begun[:ends])
            rest = begun[ends:]
        yield from _ENTRY.findall(rest)


def _hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))
