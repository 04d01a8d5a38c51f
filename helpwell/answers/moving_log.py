"""The log on its way out and in: questions with how they ended, and the gaps they were gathered in."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import Prefetch

from helpwell.answers.models import Gap, Outcome, Question, Synonym
from helpwell.knowledge.exporting.folder import write_lines
from helpwell.knowledge.exporting.votes import Numbers
from helpwell.knowledge.importing import visitors
from helpwell.knowledge.importing.colleagues import Colleagues
from helpwell.knowledge.importing.files import WRONG, Entry, maybe_moment, moment, take_lines
from helpwell.knowledge.models import Import, Translation

GAPS, QUESTIONS = "gaps.jsonl", "questions.jsonl"
AT_ONCE = 500


def write(folder: Path, numbers: Numbers) -> None:
    """Both files; visitors are numbers that mean nothing elsewhere."""
    write_lines(folder / GAPS, _gaps())
    write_lines(folder / QUESTIONS, _questions(numbers))


def bring_in(task: Import, folder: Path) -> None:
    """Read both in."""
    take_lines(task, folder / GAPS, partial(_take_gaps, Colleagues()), at_once=AT_ONCE)
    take_lines(task, folder / QUESTIONS, partial(_take_questions, task), at_once=AT_ONCE)


def _gaps() -> Iterator[Entry]:
    rows = Gap.objects.select_related("translation__article", "synonym", "settled_by").order_by("pk")
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield {
            "text": row.text,
            "language": row.language,
            "key": row.key,
            "status": row.status,
            "answer": _named(row.translation),
            "phrasings": row.phrasings,
            "synonym": [row.synonym.language, row.synonym.word, row.synonym.meaning] if row.synonym else None,
            "settled_by": row.settled_by.email if row.settled_by else "",
            "settled_at": row.settled_at.isoformat() if row.settled_at else None,
            "created_at": row.created_at.isoformat(),
        }


def _questions(numbers: Numbers) -> Iterator[Entry]:
    outcomes = Prefetch("outcomes", Outcome.objects.order_by("pk"))
    rows = Question.objects.select_related("opened__article", "gap").prefetch_related(outcomes).order_by("pk")
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield {
            "text": row.text,
            "language": row.language,
            "surface": row.surface,
            "visitor": numbers.of(row.visitor_id),
            "topic": row.topic,
            "shown": row.shown,
            "confidence": row.confidence,
            "decision": row.decision,
            "reason": row.reason,
            "engine_version": row.engine_version,
            "opened": _named(row.opened),
            "opened_rank": row.opened_rank,
            "opened_at": row.opened_at.isoformat() if row.opened_at else None,
            "outcome": row.outcome,
            "outcomes": [[outcome.result, outcome.at.isoformat()] for outcome in row.outcomes.all()],
            "gap": [row.gap.text, row.gap.created_at.isoformat()] if row.gap else None,
            "asked_at": row.asked_at.isoformat(),
        }


def _named(translation: Translation | None) -> list[str] | None:
    return [translation.article.public_id, translation.language] if translation else None


def _translations(names: Iterable[list[str] | None]) -> dict[tuple[str, str], Translation]:
    """Those that are named, by id and language."""
    rows = Translation.objects.filter(article__public_id__in={str(name[0]) for name in names if name})
    return {(row.article.public_id, row.language): row for row in rows.select_related("article")}


def _take_gaps(colleagues: Colleagues, entries: list[Entry]) -> int:
    answers = _translations(entry.get("answer") for entry in entries)
    synonyms = {(row.language, row.word, row.meaning): row for row in Synonym.objects.all()}
    gaps = []
    for entry in entries:
        try:
            gaps.append(_gap(entry, colleagues, answers, synonyms))
        except WRONG:
            continue
    Gap.objects.bulk_create(gaps)
    return len(gaps)


def _gap(
    entry: Entry,
    colleagues: Colleagues,
    answers: dict[tuple[str, str], Translation],
    synonyms: dict[tuple[str, str, str], Synonym],
) -> Gap:
    return Gap(
        text=str(entry["text"])[:500],
        language=str(entry["language"])[:10],
        key=str(entry["key"])[:500],
        status=Gap.Status(entry["status"]),
        translation=answers.get(tuple(entry.get("answer") or ())),
        phrasings=[str(text) for text in entry.get("phrasings", [])],
        synonym=synonyms.get(tuple(entry.get("synonym") or ())),
        settled_by=colleagues.find(entry.get("settled_by", "")),
        settled_at=maybe_moment(entry.get("settled_at")),
        created_at=moment(entry["created_at"]),
    )


def _take_questions(task: Import, entries: list[Entry]) -> int:
    opened = _translations(entry.get("opened") for entry in entries)
    gaps = {(gap.text, gap.created_at.isoformat()): gap for gap in Gap.objects.filter(created_at__in=_begun(entries))}
    fresh: list[Question] = []
    outcomes: list[Outcome] = []
    for entry in entries:
        try:
            question = _question(task, entry, opened, gaps)
            ended = [_outcome(question, *one) for one in entry.get("outcomes", [])]
        except WRONG:
            continue
        fresh.append(question)
        outcomes += ended
    visitors.bring_in(task, (int(entry["visitor"]) for entry in entries if isinstance(entry.get("visitor"), int)))
    Question.objects.bulk_create(fresh)
    Outcome.objects.bulk_create(outcomes)
    return len(fresh)


def _begun(entries: list[Entry]) -> set[datetime]:
    """When the gaps these questions are in began."""
    return {moment for entry in entries if (moment := _moment_of_gap(entry.get("gap")))}


def _moment_of_gap(named: Any) -> datetime | None:
    try:
        return maybe_moment(named[1]) if named else None
    except (IndexError, *WRONG):
        return None


def _question(
    task: Import,
    entry: Entry,
    opened: dict[tuple[str, str], Translation],
    gaps: dict[tuple[str, str], Gap],
) -> Question:
    visitor, gap = entry.get("visitor"), entry.get("gap") or ("", "")
    return Question(
        text=str(entry["text"])[:500],
        language=str(entry["language"])[:10],
        surface=Question.Surface(entry["surface"]),
        visitor_id=None if visitor is None else visitors.visitor_id(task, int(visitor)),
        topic=str(entry.get("topic", ""))[:120],
        shown=list(entry.get("shown", [])),
        confidence=float(entry.get("confidence", 0)),
        decision=Question.Decision(entry["decision"]),
        reason=str(entry.get("reason", ""))[:200],
        engine_version=str(entry.get("engine_version", ""))[:40],
        opened=opened.get(tuple(entry.get("opened") or ())),
        opened_rank=entry.get("opened_rank"),
        opened_at=maybe_moment(entry.get("opened_at")),
        outcome=Question.Result(entry["outcome"]) if entry.get("outcome") else "",
        gap=gaps.get(tuple(gap)),
        asked_at=moment(entry["asked_at"]),
    )


def _outcome(question: Question, result: str, at: str) -> Outcome:
    return Outcome(question=question, result=Question.Result(result), at=moment(at))
