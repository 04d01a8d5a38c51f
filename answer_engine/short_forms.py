"""English short forms written out: "hasn't arrived" is "has not arrived", however it is typed."""

from collections.abc import Iterable

_BEFORE_NOT = (
    "are", "could", "did", "do", "does", "had", "has", "have", "is", "need", "should", "was", "were", "would",
)  # fmt: skip
_WRITTEN_OUT = {
    **{f"{verb}nt": (verb, "not") for verb in _BEFORE_NOT},
    "cant": ("can", "not"),
    "cannot": ("can", "not"),
    "wont": ("will", "not"),
    **{f"{word}s": (word, "is") for word in ("how", "that", "there", "what", "when", "where", "who")},
    "im": ("i", "am"),
    **{f"{word}ve": (word, "have") for word in ("i", "they", "we", "you")},
    **{f"{word}re": (word, "are") for word in ("they", "you")},
}


def written_out(words: Iterable[str], language: str) -> list[str]:
    """Folded words of a text, its short forms as the words they stand for; other languages are left as they are."""
    if language != "en":
        return list(words)
    return [whole for word in words for whole in _WRITTEN_OUT.get(word, (word,))]
