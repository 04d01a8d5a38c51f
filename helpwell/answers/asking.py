"""Ask the engine on somebody's behalf: a whole question, or half a one with what it may become."""

import re
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from answer_engine import Answer
from helpwell.answers.found import Found, found
from helpwell.answers.index import index

REMEMBERED = 2000  # half-typed questions whose answers are kept, until the engine changes
WHOLE = 4  # words from which on what somebody writes is a question
LONGEST = 500  # letters of a question that are read; the rest of a pasted novel adds nothing
_one_at_a_time = Lock()  # threads that compute together take the interpreter from each other: half as fast again
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]+")


@dataclass(frozen=True)
class Asker:
    """Who asks and from where."""

    language: str
    audiences: frozenset[str]  # the visibilities she may read
    topic: str = ""  # public id of the category she is in


def readable(text: str) -> str:
    """What a person typed, without control characters and cut to what is read."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())[:LONGEST]


def ask(question: str, asker: Asker, limit: int = 10, *, literally: bool = False) -> Found:
    """Find the articles that answer a whole question; `literally` repairs no word of it."""
    engine = index.current()
    text = readable(question)
    answer = engine.ask(
        text,
        language=asker.language,
        audiences=asker.audiences,
        topic=asker.topic,
        limit=limit,
        literally=literally,
    )
    return found(answer, asker.language, asker.audiences, engine.version)


def ask_untaught(question: str, asker: Asker, limit: int = 1) -> Found:
    """As `ask`, but without what it learned from those who asked the same in vain."""
    engine = index.current().untaught()
    answer = engine.ask(
        readable(question), language=asker.language, audiences=asker.audiences, topic=asker.topic, limit=limit
    )
    return found(answer, asker.language, asker.audiences, engine.version)


def ask_so_far(written: str, asker: Asker, limit: int) -> Found:
    """Find for somebody who writes to us and pauses: few words may become anything, more are asked as a whole question.

    Half a last word spoils little of a question of several, and whole questions are understood a little better.
    """
    is_whole = written.rstrip().endswith("?") or len(written.split()) >= WHOLE
    return ask(written, asker, limit) if is_whole else suggest(written, asker, limit)


def suggest(typed: str, asker: Asker, limit: int = 8, completing: int = 0) -> Found:
    """Find while somebody types: the last word may be half a word, and the question one of `completing` others."""
    engine = index.current()
    answer = _suggested(engine.version, readable(typed), asker, limit, completing)
    return found(answer, asker.language, asker.audiences, engine.version)


@lru_cache(maxsize=REMEMBERED)
def _suggested(version: str, typed: str, asker: Asker, limit: int, completing: int) -> Answer:
    """What the engine says; many people begin with the same letters. `version` makes an edit ask anew."""
    with _one_at_a_time:
        return index.current().suggest(
            typed,
            language=asker.language,
            audiences=asker.audiences,
            topic=asker.topic,
            limit=limit,
            completing=completing,
        )
