"""Scripts that put no space between words: their runs are read as pairs of letters."""

import re
from collections.abc import Iterator

UNSPACED = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"  # Kana, Han
    "\U00020000-\U0002fa1f"
)
_RUN = re.compile(rf"[{UNSPACED}]+|(?:(?![{UNSPACED}])[^\W_])+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_LONE_HAN = re.compile(r"(?<![㐀-鿿豈-﫿])[㐀-鿿豈-﫿](?![㐀-鿿豈-﫿])")


def is_unspaced(word: str) -> bool:
    """Whether a script in it puts no space between words, so that it may be many words."""
    return bool(_UNSPACED.search(word))


def pieces(text: str) -> Iterator[str]:
    """The words of a text in which such a script stands; a Chinese character alone among others is one, too."""
    for run in _RUN.findall(text):
        if len(run) == 1 or not is_unspaced(run):
            yield run
        else:
            yield from (run[start : start + 2] for start in range(len(run) - 1))
            yield from _LONE_HAN.findall(run)
