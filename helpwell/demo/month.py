"""A month of customers: what they asked, what they opened, and whether it helped."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from helpwell.answers.asking import Asker, ask
from helpwell.answers.found import Found
from helpwell.answers.log import shown
from helpwell.answers.models import Outcome, Question
from helpwell.base.models import Site
from helpwell.conversations.models import Conversation, Message
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import DayViews, Translation, Vote
from helpwell.people.models import Visitor

# How many ask in each hour of a day, 0 to 23: little at night, most before noon and after supper.
HOURS = (1, 1, 0, 0, 0, 1, 3, 6, 10, 14, 16, 14, 11, 10, 11, 12, 12, 11, 11, 13, 15, 13, 8, 4)
QUIET_WEEKEND = 0.6  # of those who would ask on a Saturday or Sunday come then; the rest on Monday
SPREAD = 3  # days around the one a question of several people is noted at
DAYS = 29
DATED: tuple[tuple[Any, ...], ...] = (  # what moves on with the month
    (Question, "asked_at", "opened_at"),
    (Outcome, "at"),
    (Vote, "created_at"),
    (Conversation, "created_at", "changed_at", "waiting_since", "first_replied_at", "resolved_at", "snoozed_until"),
    (Conversation, "reply_due_at", "resolution_due_at"),
    (Message, "said_at"),
)
SHOWN = 10


@dataclass
class Month:
    """Fills the question log; the same file gives the same month."""

    zone: ZoneInfo
    now: datetime = field(default_factory=timezone.now)
    chance: random.Random = field(default_factory=lambda: random.Random(215))  # noqa: S311 - an example, not a secret
    translations: dict[tuple[str, str], Translation] = field(default_factory=dict)
    visitors: list[Visitor] = field(default_factory=list)

    def questions(self, rows: list[dict[str, Any]]) -> Iterator[Question]:
        """As many questions as people asked each."""
        for row in rows:
            found = ask(row["text"], Asker(row["language"], PUBLIC), limit=SHOWN)
            for number in range(int(row.get("weight", 1))):
                yield self._question(row, found, number)

    def votes(self, rows: list[dict[str, Any]]) -> Iterator[Vote]:
        """Each vote on an article that is there, by a visitor of its own."""
        for row in rows:
            if translation := self.translations.get((row["article"], row["language"])):
                yield Vote(
                    translation=translation,
                    revision=translation.live,
                    visitor=self._visitor(),
                    helpful=row["helpful"],
                    reason=row["reason"] or "",
                    comment=row["comment"],
                    created_at=self._moment(row["days_ago"]),
                )

    def _question(self, row: dict[str, Any], found: Found, number: int) -> Question:
        opened = self.translations.get((row["opened"], row["language"])) if row["opened"] else None
        names = [article.public_id for article in found.articles]
        around = self.chance.randint(-SPREAD, SPREAD) if number else 0
        asked_at = self._moment(min(max(row["days_ago"] + around, 0), DAYS))
        return Question(
            text=row["text"],
            language=row["language"],
            visitor=self._visitor(),
            surface=Question.Surface.SEARCH,
            shown=[shown(article) for article in found.articles],
            confidence=found.confidence,
            decision=Question.Decision.SHOWED if names else Question.Decision.FOUND_NOTHING,
            engine_version=found.engine_version,
            opened=opened,
            opened_rank=names.index(row["opened"]) + 1 if opened and row["opened"] in names else None,
            opened_at=asked_at + timedelta(seconds=self.chance.randint(4, 40)) if opened else None,
            outcome=row["outcome"] or "",
            asked_at=asked_at,
        )

    def _visitor(self) -> Visitor:
        visitor = Visitor()
        self.visitors.append(visitor)
        return visitor

    def _moment(self, days_ago: int) -> datetime:
        """Some time on that day, as customers' days go; never in the future."""
        day = self.now.astimezone(self.zone) - timedelta(days=days_ago)
        if day.weekday() >= 5 and days_ago > 1 and self.chance.random() > QUIET_WEEKEND:
            day -= timedelta(days=day.weekday() - 4)
        hour = self.chance.choices(range(24), HOURS)[0]
        moment = day.replace(hour=hour, minute=self.chance.randrange(60), second=self.chance.randrange(60))
        return min(moment, self.now - timedelta(minutes=self.chance.randint(1, 90)))


@transaction.atomic
def fill_month(folder: Path) -> None:
    """Write the month into the log, once. A file that is not there is left out."""
    if Question.objects.exists() or Vote.objects.exists():
        return
    rows = Translation.objects.published().select_related("article", "live")
    month = Month(Site.current().zone, translations={(row.article.public_id, row.language): row for row in rows})
    questions = sorted(month.questions(_rows(folder / "questions.jsonl")), key=lambda question: question.asked_at)
    votes = list(month.votes(_rows(folder / "votes.jsonl")))
    Visitor.objects.bulk_create(month.visitors, batch_size=500)
    Question.objects.bulk_create(questions, batch_size=200)
    Outcome.objects.bulk_create(
        [
            Outcome(question=question, result=question.outcome, at=question.asked_at + timedelta(minutes=2))
            for question in questions
            if question.outcome
        ],
        batch_size=500,
    )
    Vote.objects.bulk_create(votes, batch_size=500)
    DayViews.objects.bulk_create(_views(questions))


@transaction.atomic
def keep_recent() -> None:
    """The month is always the last one: move it on by the days that passed since its newest question."""
    newest = Question.objects.order_by("-asked_at").values_list("asked_at", flat=True).first()
    passed = timedelta(days=(timezone.now() - newest).days) if newest else timedelta()
    if passed:
        for model, *names in DATED:
            for name in names:
                _move_on(model, name, passed)
        for row in DayViews.objects.order_by("-day"):  # the newest first: a page has one row a day
            row.day += passed
            row.save(update_fields=["day"])


def _views(questions: list[Question]) -> list[DayViews]:
    """Openings of each day: those from a question, and as many by other ways."""
    opened = Counter((question.opened_id, question.asked_at.date()) for question in questions if question.opened_id)
    return [DayViews(translation_id=pk, day=day, count=2 * times) for (pk, day), times in opened.items()]


def _move_on(model: Any, name: str, by: timedelta) -> None:
    """In Python: databases disagree on how to add days."""
    rows = list(model.objects.exclude(**{name: None}).only("pk", name))
    for row in rows:
        setattr(row, name, getattr(row, name) + by)
    model.objects.bulk_update(rows, [name], batch_size=200)


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
