"""Which words a language has, so that none of them is taken for a misspelling of the site's.

The lists are those of pyspellchecker: words of film subtitles, cleaned of slips. Its own repairs know nothing of a site
and are not used, and its lists are read piece by piece: whole they would fill a hundred megabytes.
"""

import gzip
import re
import unicodedata
import zlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]

LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "lv", "nl", "pt", "ru"})
OF_ALL_FORMS = frozenset({"en"})  # so few forms that the list has them; elsewhere one may be right that no list has
PIECE = 2**16  # bytes
NOTHING = np.zeros(0, np.uint32)
_ENTRY = re.compile(rb'"([^"\\]+)": ?\d+')
_DROPPED = re.compile("['\u0300-\u036f]")  # apostrophes, and the marks that these languages have


@lru_cache(len(LANGUAGES))
def real_words(language: str) -> Hashes:
    """Hashes of the words of a language, folded, in order; none where there is no list of it.

    Two words in a hundred thousand share a hash with others, and then one slip more stays as it is.
    """
    code = language.split("-")[0].lower()
    if code not in LANGUAGES:
        return NOTHING
    return np.unique(np.fromiter(map(zlib.crc32, _listed(code)), np.uint32))


def is_among(word: str, hashes: Hashes) -> bool:
    """Whether a folded word is one of these."""
    sought = _hash(word)
    place = int(np.searchsorted(hashes, np.uint32(sought)))
    return place < len(hashes) and int(hashes[place]) == sought


def _listed(language: str) -> Iterator[bytes]:
    path = files("spellchecker").joinpath("resources", f"{language}.json.gz")
    with path.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as file:
        rest = ""
        while piece := file.read(PIECE):
            begun = rest + piece
            ends = begun.rfind(",") + 1
            yield from _ENTRY.findall(_folded(begun[:ends]))
            rest = begun[ends:]
        yield from _ENTRY.findall(_folded(rest))


def _folded(piece: str) -> bytes:
    """As one, for half a million words take their time."""
    return _DROPPED.sub("", unicodedata.normalize("NFKD", piece.casefold())).encode()


def _hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))
