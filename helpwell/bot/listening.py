"""What a customer's words show besides their question: that she wants a person, is upset, greets, thanks.

The patterns stand in `words/LANGUAGE.yaml`, one file a language; all are listened for, whatever the page's language.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

WORDS = Path(__file__).with_name("words")
LONGEST = 1500  # letters that are listened to
SENSITIVE = ("payment", "security", "health", "legal")  # the first that is heard counts
SMALL_TALK = ("robot", "insult", "greeting", "thanks", "goodbye", "agrees", "refuses")
_PIECES = re.compile(r"\.\.\.|[()|?^$]|[^\s()|?^$]+")
_NOT_WORDS = re.compile(r"[^\w]+|_")


@dataclass(frozen=True)
class Heard:
    """What was heard; nothing is the usual case."""

    wants_person: bool = False
    is_upset: bool = False
    sensitive: str = ""  # security, payment, health, legal or leaving; "" for none
    small_talk: str = ""  # one of SMALL_TALK; "" when it is about something

    @property
    def is_clear(self) -> bool:
        """Whether the words need no more to be understood."""
        return self != Heard()


def listen(text: str) -> Heard:
    """What the words show. Patterns find wishes and moods, never an answer."""
    words = folded(text)
    return Heard(
        wants_person=_has("person", words),
        is_upset=_has("upset", words) or _is_shouted(text),
        sensitive=next((kind for kind in SENSITIVE if _has(kind, words)), "") or _leaving(words),
        small_talk=next((kind for kind in SMALL_TALK if _has(kind, words)), ""),
    )


def folded(text: str) -> str:
    """The words alone, as patterns see them: no capitals, accents or punctuation, `ue` for `ü`, a space after each."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST].casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub("[’'`´]", "", plain).replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return "".join(f"{word} " for word in _NOT_WORDS.split(plain) if word)


def _leaving(words: str) -> str:
    return "leaving" if _has("leaving", words) and not _has("not_leaving", words) else ""


def _is_shouted(text: str) -> bool:
    """Whole sentences in capitals, or a row of exclamation marks."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return "!!!" in text or (len(letters) >= 20 and capitals > 0.8 * len(letters))


def _has(group: str, words: str) -> bool:
    return _pattern(group).search(words) is not None


@cache
def _pattern(group: str) -> re.Pattern[str]:
    """Every language's lines of one group as one expression."""
    lines = [line for language in _languages() for line in language[group]]
    return re.compile(f"(?:^|(?<= ))(?:{'|'.join(_expression(line) for line in lines)})")


@cache
def _languages() -> list[dict[str, list[str]]]:
    return [yaml.load(path.read_text(), Loader=yaml.CSafeLoader) for path in sorted(WORDS.glob("*.yaml"))]


def _expression(line: str) -> str:
    """One line of a words file as a regular expression over `folded` text."""
    return "".join(_parts(line))


def _parts(line: str) -> Iterator[str]:
    signs = {"...": r"(?:\S+ ){0,4}", "(": "(?:", "^": "^"}
    for piece in _PIECES.findall(line):
        if piece in signs or piece in ")|?$":
            yield signs.get(piece, piece)
        else:
            yield re.escape(folded(piece).strip()) + (r"\S* " if piece.endswith("*") else " ")
