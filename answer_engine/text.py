"""Reads text as words, whatever the script, and parts a body into passages."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from operator import not_

LONGEST_QUESTION = 2_000  # characters read of a question; what matters stands in the first lines
LONGEST_WORD = 40  # letters; longer "words" are pasted keys and links
PASSAGE_WORDS = 90  # about what fits a search result and an answer in a chat

# Scripts that put no space between words: their runs are read as pairs of letters.
UNSPACED = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"  # Kana, Han
    "\U00020000-\U0002fa1f"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARKED_WORD = re.compile(rf"[{UNSPACED}]+|(?:(?![{UNSPACED}])[^\W_])+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
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


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a body under one heading."""

    heading: str
    text: str


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


def written_among(text: str, sought: frozenset[str]) -> list[str]:
    """The words of a text that are compared as one of these, as they are written there, in order."""
    pieces = text.split()
    near = " ".join(compress(pieces, map(not_, map(sought.isdisjoint, map(words_compared, pieces)))))
    return [word for word in _WORD.findall(near) if not sought.isdisjoint(words_compared(word))]


def without_e(folded: str) -> str:
    """With a, o, u for ae, oe, ue, as those type ä, ö, ü who have no such keys."""
    return folded.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def words(text: str) -> list[str]:
    """The words of a text in order, normalised; scripts without spaces give pairs of letters."""
    lowered = normalised(text)
    if lowered.isascii():
        return _spaced(lowered)
    if _COMBINING_SCRIPT.search(lowered):
        lowered = "".join(letter for letter in lowered if unicodedata.category(letter) != "Mn")
    if not _UNSPACED.search(lowered):
        return _spaced(lowered)
    return [piece for run in _MARKED_WORD.findall(lowered) for piece in _pieces(run)]


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


def sections(body: str) -> list[Section]:
    """The body in passages of some ninety words, each under its heading."""
    found: list[Section] = []
    heading, lines, size = "", list[str](), 0
    for line in body.splitlines():
        is_heading = line.startswith("# ")
        if lines and (is_heading or size >= PASSAGE_WORDS):
            found.append(Section(heading, "\n".join(lines).strip()))
            lines, size = [], 0
        if is_heading:
            heading = line[2:].strip()
        elif line.strip():
            *whole, line = _short_lines(line)
            found.extend(Section(heading, piece) for piece in whole)
            lines.append(line)
            size += line.count(" ") + 1
    if lines:
        found.append(Section(heading, "\n".join(lines).strip()))
    return found


def _short_lines(line: str) -> list[str]:
    """A paragraph of very many words in parts of two passages each."""
    most = 2 * PASSAGE_WORDS
    if line.count(" ") < most:
        return [line]
    apart = line.split()
    return [" ".join(apart[start : start + most]) for start in range(0, len(apart), most)]


def _spaced(lowered: str) -> list[str]:
    """The words between spaces and signs; apostrophes are dropped, what is too long is cut."""
    found = _WORD.findall(lowered)
    if "'" in lowered or "’" in lowered or len(max(found, key=len, default="")) > LONGEST_WORD:
        return [word.replace("'", "").replace("’", "")[:LONGEST_WORD] for word in found]
    return found


def _pieces(run: str) -> list[str]:
    if not _UNSPACED.match(run):
        return [run[:LONGEST_WORD]]
    return [run[start : start + 2] for start in range(len(run) - 1)] or [run]
