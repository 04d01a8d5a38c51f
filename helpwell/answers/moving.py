"""Moving in and out: the knowledge, and with it what this room knows about it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from helpwell.answers.models import Question, Standing, Synonym
from helpwell.base.languages import interface_language
from helpwell.knowledge.exporting import folder as exporting
from helpwell.knowledge.importing import bringing_in
from helpwell.knowledge.importing.frame import Unfit, read_yaml
from helpwell.knowledge.importing.rows import Unusable
from helpwell.knowledge.importing.unpacking import unpacked
from helpwell.knowledge.models import Import, Translation

logger = structlog.stdlib.get_logger(__name__)

SYNONYMS, STANDINGS, QUESTIONS = "synonyms.yaml", "standings.yaml", "questions.jsonl"


def bring_in(task: Import, path: Path, tell: bringing_in.Tell = lambda task: None) -> None:
    """Import a file or folder, with its synonyms and standings; the report is the rows and remarks of `task`."""
    try:
        with unpacked(path) as found:
            bringing_in.bring_in(task, found, tell)
            if found.is_dir():
                _take(task, found / SYNONYMS, _take_synonyms)
                _take(task, found / STANDINGS, _take_standings)
    except Unusable as error:
        task.finish(str(error))


def bring_in_waiting() -> None:
    """Import the uploads that wait; another process may take some of them."""
    for task in Import.objects.waiting().select_related("by"):
        if task.claim():
            language = task.by.language if task.by and task.by.language else settings.LANGUAGE_CODE
            with translation.override(interface_language(language)):
                _bring_in_upload(task)


def _bring_in_upload(task: Import) -> None:
    try:
        bring_in(task, Path(task.file.path))
    except Exception:  # whatever it is, the person who waits is told, and the next upload has its turn
        logger.exception("An import failed", task=task.pk)
        task.finish(_("Something went wrong on our side. What the report lists is in; import the file again."))


def take_out(target: Path, tell: exporting.Tell = lambda done: None) -> None:
    """Export everything into a new folder, or one of an earlier export. Raises `ExportFailed`."""
    with exporting.replaced(target) as folder:
        exporting.write_knowledge(folder, tell)
        exporting.write_yaml(folder / SYNONYMS, list(_synonyms()))
        exporting.write_yaml(folder / STANDINGS, list(_standings()))
        exporting.write_lines(folder / QUESTIONS, _questions())


def _synonyms() -> Iterator[dict[str, Any]]:
    for row in Synonym.objects.order_by("pk"):
        values = {"language": row.language, "word": row.word, "meaning": row.meaning, "status": row.status}
        yield {**values, "evidence": row.evidence} if row.evidence else values


def _standings() -> Iterator[dict[str, Any]]:
    for row in Standing.objects.select_related("translation__article").order_by("pk"):
        one = row.translation
        yield {"id": one.article.public_id, "language": one.language, "level": row.level}


def _questions() -> Iterator[dict[str, Any]]:
    """The log, without who asked."""
    rows = Question.objects.select_related("opened__article").order_by("pk")
    for row in rows.iterator(chunk_size=500):
        yield {
            "text": row.text,
            "language": row.language,
            "surface": row.surface,
            "topic": row.topic,
            "shown": row.shown,
            "confidence": row.confidence,
            "decision": row.decision,
            "opened": row.opened.article.public_id if row.opened else None,
            "opened_rank": row.opened_rank,
            "outcome": row.outcome,
            "asked_at": row.asked_at.isoformat(),
        }


def _take(task: Import, path: Path, take: Callable[[list[dict[str, Any]]], None]) -> None:
    try:
        take(read_yaml(path) or [])
    except (Unfit, KeyError, TypeError, AttributeError) as error:
        task.remark(_("“%(name)s” was left out: %(why)s.") % {"name": path.name, "why": error})


@transaction.atomic
def _take_standings(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        named = Translation.objects.filter(article__public_id=entry["id"], language=entry["language"])
        one = named.select_related("article").first()
        if one and entry["level"] in Standing.Level.values:
            Standing.of(one).move_to(entry["level"], by=None)


@transaction.atomic
def _take_synonyms(entries: list[dict[str, Any]]) -> None:
    for entry in entries:
        status = entry.get("status", "")
        Synonym.objects.get_or_create(
            language=entry["language"],
            word=entry["word"][:80],
            meaning=entry["meaning"][:80],
            defaults={
                "status": status if status in Synonym.Status.values else Synonym.Status.ACTIVE,
                "evidence": entry.get("evidence", "")[:300],
            },
        )
