"""What the engine learned from readers, question by question, for the editor who looks after it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from helpwell.answers.models import Question, Verdict

Key = tuple[str, int]  # wording, translation


@dataclass(frozen=True)
class LearnedQuestion:
    """A wording that people confirmed, and the article it led them to."""

    question: int  # the newest one in these words, for deeds
    text: str
    article_id: int
    language: str  # of the article
    title: str
    visitor_count: int
    last_at: datetime
    surfaces: tuple[str, ...]  # where they asked, in words
    verdict: Verdict | None


def learned(article_id: int | None = None, *, refused: bool = False) -> QuerySet[Any, Any]:
    """Wordings that teach, or those that were refused, the most confirmed first; of one article or of all."""
    verdicts = Verdict.objects.refused().filter(article=OuterRef("opened__article"), text=OuterRef("text"))
    rows = Question.objects.confirmed().filter(Exists(verdicts) if refused else ~Exists(verdicts))
    rows = rows.filter(opened__article=article_id) if article_id else rows
    return (
        rows.values("text", "opened_id", "opened__article_id", "opened__language", title=F("opened__live__title"))
        .annotate(visitors=Count("visitor", distinct=True), newest=Max("pk"), last=Max("asked_at"))
        .order_by("-visitors", "-last", "text")
    )


def told(rows: Iterable[dict[str, Any]]) -> list[LearnedQuestion]:
    """These rows with where they were asked and what editors said."""
    rows = list(rows)
    surfaces, verdicts = _surfaces(rows), _verdicts(rows)
    return [
        LearnedQuestion(
            row["newest"],
            row["text"],
            row["opened__article_id"],
            row["opened__language"],
            row["title"] or "",
            row["visitors"],
            row["last"],
            tuple(sorted(surfaces[row["text"], row["opened_id"]])),
            verdicts.get((row["text"], row["opened__article_id"])),
        )
        for row in rows
    ]


def _surfaces(rows: list[dict[str, Any]]) -> dict[Key, set[str]]:
    found: dict[Key, set[str]] = defaultdict(set)
    texts, opened = {row["text"] for row in rows}, {row["opened_id"] for row in rows}
    asked = Question.objects.confirmed().filter(text__in=texts, opened__in=opened).order_by()
    for text, translation, surface in asked.values_list("text", "opened_id", "surface").distinct():
        found[text, translation].add(str(Question.Surface(surface).label))
    return found


def _verdicts(rows: list[dict[str, Any]]) -> dict[Key, Verdict]:
    texts, articles = {row["text"] for row in rows}, {row["opened__article_id"] for row in rows}
    given = Verdict.objects.filter(Q(text__in=texts), Q(article__in=articles)).select_related("changed_by")
    return {(verdict.text, verdict.article_id): verdict for verdict in given}
