"""What people searched for lately, by what they meant and not only by how they spelt it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from helpwell.answers.gaps import twins_in
from helpwell.answers.meaning import Groups, Rarity, meaning
from helpwell.answers.models import Question

Row = tuple[str, int, int, int, int]  # text, visitors, times, found nothing, opened

MOST = 3000  # different wordings that are read


@dataclass
class Intent:
    """Searches that mean the same, under their most frequent wording."""

    text: str
    language: str
    visitor_count: int = 0
    search_count: int = 0
    nothing_count: int = 0  # how often nothing at all was found
    opened_count: int = 0
    wordings: list[str] = field(default_factory=list)  # the other ones, the most frequent first

    def take(self, text: str, visitors: int, times: int, nothing: int, openings: int) -> None:
        """One more wording of it."""
        self.visitor_count += max(visitors, 1)
        self.search_count += times
        self.nothing_count += nothing
        self.opened_count += openings
        if text.casefold() not in {self.text.casefold(), *(other.casefold() for other in self.wordings)}:
            self.wordings.append(text)


def intents(language: str, days: int = 7, limit: int = 50) -> list[Intent]:
    """What was searched for in the last `days` days, asked by the most visitors first."""
    rows = (
        Question.objects.asked_within(days)
        .filter(language=language)
        .exclude(text="")
        .values_list("text")
        .annotate(
            visitors=Count("visitor", distinct=True),
            times=Count("pk"),
            nothing=Count("pk", filter=Q(decision=Question.Decision.FOUND_NOTHING)),
            openings=Count("opened_at"),
        )
        .order_by("-visitors", "-times", "text")[:MOST]
    )
    found = _grouped(language, rows)
    return sorted(found, key=lambda intent: (-intent.visitor_count, -intent.search_count, intent.text))[:limit]


def _grouped(language: str, rows: Iterable[Row]) -> list[Intent]:
    rows = list(rows)
    meanings = [meaning(row[0], language) for row in rows]
    groups, found = Groups(Rarity(meanings), twins_in(language)), list[Intent]()
    for row, stems in zip(rows, meanings, strict=True):
        number = groups.find(stems) if stems else None
        if number is None:
            number = len(found)
            found.append(Intent(row[0], language))
            groups.add(number, stems)
        found[number].take(*row)
    return found
