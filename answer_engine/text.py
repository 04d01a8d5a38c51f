"""Reads text as words, whatever the script."""

import re
import unicodedata
from collections.abc import Set
from functools import lru_cache

from answer_engine.scripts import is_unspaced, pieces

LONGEST_QUESTION = 2_000  # characters read of a question; what matters stands in the first lines
LONGEST_WORD = 40  # letters; longer "words" are pasted keys and links

# Articles and pronouns that French and Italian write as one with what follows: l'eau, d'abord, dell'ordine.
_ELIDED = re.compile(
    r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dall|dell|nell|sull|all|coll|un|quest|quell)['’]"
    r"(?=[aeiouhàâæéèêëîïôœùûì]\w\w)"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_COMBINING_SCRIPT = re.compile("[\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff]")  # marks are part of the word there
_GREETING = re.compile(
    r"^\s*(?:hi|hello|hey|dear|good (?:morning|day|evening)|hallo|guten (?:tag|morgen|abend)|moin|servus"
    r"|sehr geehrte\w*|liebe[rs]?|labdien|sveiki|čau)\b[^,.!?\n]{0,40}[,.!:\n]+\s*",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"\n\s*(?:--\s*\n|best regards|kind regards|regards|many thanks|mit freundlichen grüßen|freundliche grüße"
    r"|viele grüße|liebe grüße|mfg|lg\b|ar cieņu|sent from my|von meinem .{1,20} gesendet).*",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"^\s*>.*$", re.MULTILINE)


def normalised(text: str) -> str:
    """Lower case, one form for each letter, no control characters."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return text.casefold()


def fold(word: str) -> str:
    """The word without its diacritics: gehört, gehort; brilles, briļļu, brillu."""
    if word.isascii():
        return word
    marks_apart = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in marks_apart if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)  # a site's texts are made of the same words again and again
def compared(written: str) -> str:
    """A word as it is compared, from how somebody wrote it."""
    return fold(normalised(written))


@lru_cache(maxsize=20_000)
def words_compared(written: str) -> tuple[str, ...]:
    """All words of a piece of text as they are compared."""
    return tuple(map(fold, words(written)))


def written_among(text: str, sought: Set[str]) -> list[str]:
    """The words of a text that are compared as one of these, as they are written there, in order."""
    near = [piece for piece in text.split() if not sought.isdisjoint(words_compared(piece))]
    found = [word for word in _WORD.findall(" ".join(near)) if not sought.isdisjoint(words_compared(word))]
    return [part for word in found for part in (_parts_among(word, sought) if is_unspaced(word) else (word,))]


def _parts_among(run: str, sought: Set[str]) -> list[str]:
    """The stretches of a run without spaces that are made of these words."""
    is_sought = bytearray(len(run))
    for place in range(len(run)):
        for size in (1, 2):
            if compared(run[place : place + size]) in sought:
                is_sought[place : place + size] = b"\1" * len(run[place : place + size])
    return [run[part.start() : part.end()] for part in re.finditer(b"\1+", is_sought)]


def without_e(folded: str) -> str:
    """With a, o, u for ae, oe, ue, as those type ä, ö, ü who have no such keys."""
    return folded.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def words(text: str) -> list[str]:
    """The words of a text in order, normalised; scripts without spaces give pairs of letters.

    A Chinese character alone among others (車を) is a word of its own, too.
    """
    lowered = normalised(text)
    if "'" in lowered or "’" in lowered:
        lowered = _ELIDED.sub("", lowered)
    if lowered.isascii():
        return _spaced(lowered)
    if _COMBINING_SCRIPT.search(lowered):
        lowered = "".join(letter for letter in lowered if unicodedata.category(letter) != "Mn")
    if not is_unspaced(lowered):
        return _spaced(lowered)
    return [piece[:LONGEST_WORD] for piece in pieces(lowered)]


def question_words(question: str) -> list[str]:
    """The words of a question as somebody sent it, without greeting, sign-off and quoted mail."""
    return words(asked_text(question))


def asked_text(question: str) -> str:
    """What is read of a question, as it was written."""
    return without_courtesies(question[:LONGEST_QUESTION])


def without_courtesies(question: str) -> str:
    """The question itself; all of it when nothing else would remain."""
    plain = question
    if "\n" in question:
        plain = _SIGN_OFF.sub("", _QUOTED.sub("", question))
    plain = _GREETING.sub("", plain)
    return plain if plain.strip() else question


def _spaced(lowered: str) -> list[str]:
    """The words between spaces and signs; apostrophes are dropped, what is too long is cut."""
    found = _WORD.findall(lowered)
    if "'" in lowered or "’" in lowered or len(max(found, key=len, default="")) > LONGEST_WORD:
        return [word.replace("'", "").replace("’", "")[:LONGEST_WORD] for word in found]
    return found


def is_same_language(one: str, other: str) -> bool:
    """Whether readers of one read the other, as those of `de-AT` and `de`."""
    return one.split("-")[0].lower() == other.split("-")[0].lower()
