"""What people asked lately and what they then opened: read from the log, in the order each of them did it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from helpwell.answers.meaning import Word, content_words
from helpwell.answers.models import Question

DAYS = 90  # how far back the log is read
WRONG = frozenset({Question.Result.CONTRADICTED, Question.Result.HANDED_OVER, Question.Result.REOPENED})
LOOKED_AT = 0.7  # rank r is looked at with probability r ** -LOOKED_AT (position bias: Craswell et al. 2008)


@dataclass(frozen=True)
class Click:
    """Somebody's question and what she opened."""

    visitor: str
    words: tuple[Word, ...]
    translation: int | None  # None: nothing, or what did not help
    weight: float  # 1 on the first hit, more further down: many open the first only because it is first
    asked_at: datetime


def clicks_in(language: str) -> Iterator[Click]:
    """Those of one language, visitor by visitor."""
    rows = (
        Question.objects.asked_within(DAYS)
        .filter(language=language, visitor__isnull=False)
        .exclude(text="")
        .order_by("visitor_id", "asked_at", "pk")
        .values_list("visitor_id", "text", "opened_id", "opened_rank", "asked_at", "outcome", "opened__language")
    )
    for visitor, text, opened, rank, asked_at, outcome, opened_in in rows.iterator(chunk_size=2000):
        weight = (rank or 1) ** LOOKED_AT
        helped = opened if opened_in == language and outcome not in WRONG else None
        yield Click(str(visitor), tuple(content_words(text, language)), helped, weight, asked_at)
