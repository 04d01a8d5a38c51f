"""What somebody typed to find conversations, taken apart. Any text is a question; none is an error."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from helpwell.base.storable import storable

MOST_WORDS = 12  # more than anybody types; what comes after is not looked for
LONGEST_WORD = 60  # letters; a longer one is looked for by its beginning
SHORTEST_BEGINNING = 2  # letters from which on a word stands for all that begin with it

_PART = re.compile(r'(?:(\w+):)?(?:"([^"]*)"?|(\S+))')
WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"#?([0-9]{1,15})")
_ACCENT = re.compile(r"[\u0300-\u036f]")


@dataclass(frozen=True)
class Term:
    """Words that must stand together; a single one also stands for all that begin with it."""

    words: tuple[str, ...]  # folded
    is_person: bool = False  # looked for in name and addresses of the contact only
    is_exact: bool = False  # in quotation marks: as it stands

    @property
    def is_beginning(self) -> bool:
        """Whether the last word may go on."""
        return not self.is_exact and len(self.words[-1]) >= SHORTEST_BEGINNING

    def fts5(self) -> str:
        """As SQLite's FTS5 asks for it."""
        phrase = f'"{" ".join(self.words)}"{"*" if self.is_beginning else ""}'
        return f"people : {phrase}" if self.is_person else phrase

    def tsquery(self) -> str:
        """As PostgreSQL's `to_tsquery` asks for it."""
        marks = ("*" if self.is_beginning else "") + ("B" if self.is_person else "")
        last = len(self.words) - 1
        ends = [f":{'B' * self.is_person if place < last else marks}".rstrip(":") for place in range(last + 1)]
        return " <-> ".join(f"'{word}'{end}" for word, end in zip(self.words, ends, strict=True))


@dataclass(frozen=True)
class Asked:
    """The words to find, and what else must be true of the conversation."""

    terms: tuple[Term, ...] = ()
    statuses: tuple[str, ...] = ()  # as they were typed
    assignees: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    number: int | None = None  # nothing but a number was asked: most likely the conversation's own

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.terms or self.statuses or self.assignees or self.tags)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words was asked."""
        return bool(self.statuses or self.assignees or self.tags)

    def fts5(self) -> str:
        """All terms, as SQLite's FTS5 asks for them."""
        return " AND ".join(term.fts5() for term in self.terms)

    def tsquery(self) -> str:
        """All terms, as PostgreSQL's `to_tsquery` asks for them."""
        return " & ".join(f"({term.tsquery()})" for term in self.terms)


def asked(text: str) -> Asked:
    """Take apart what was typed: words, "exact words", status:open, assignee:me, tag:lens, from:laura."""
    terms: list[Term] = []
    told: dict[str, list[str]] = {"status": [], "assignee": [], "tag": []}
    for match in _PART.finditer(storable(text)):
        operator, quoted, plain = (match[1] or "").lower(), match[2], match[3]
        value = plain if quoted is None else quoted
        if operator in told and value:
            told[operator].append(value)
        elif words := words_of(value if operator in {"", "from"} else match[0]):
            terms.append(Term(words[:MOST_WORDS], operator == "from", quoted is not None))
    number = _NUMBER.fullmatch(text.strip())
    return Asked(
        tuple(dict.fromkeys(terms))[:MOST_WORDS],
        statuses=tuple(told["status"]),
        assignees=tuple(told["assignee"]),
        tags=tuple(told["tag"]),
        number=int(number[1]) if number else None,
    )


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(fold(word) for word in WORD.findall(unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=20_000)  # texts are made of the same words again and again
def fold(word: str) -> str:
    """Small letters without accents: as FTS5 reads them, and as `postgresql_index` writes them."""
    return fold_all(word[:LONGEST_WORD])


def fold_all(text: str) -> str:
    """The same for a whole text; most are written without any accent."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text))).lower()
