"""Words of editors that nobody else has seen yet come back as drafts."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from helpwell.knowledge.models import Draft, Import, Translation
from helpwell.knowledge.models.revision import Content

NAME = "drafts.jsonl"


def bring_in(task: Import, folder: Path) -> None:
    """Give translations their drafts back, where nobody has begun another."""
    path = folder / NAME
    if path.is_file():
        try:
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            with transaction.atomic():
                for row in rows:
                    _take(row, task)
        except (OSError, ValueError, KeyError, TypeError) as error:
            task.remark(_("“%(name)s” was left out: %(why)s.") % {"name": NAME, "why": str(error)[:300]})


def _take(row: dict[str, Any], task: Import) -> None:
    named = Translation.objects.filter(article__public_id=row["id"], language=row["language"])
    translation = named.exclude(pk__in=Draft.objects.values("translation_id")).first()
    words = Content(str(row["title"]), str(row["summary"]), str(row["body"]))
    if translation and translation.working_content != words:
        translation.save_draft(words, task.by, version=0, base=translation.newest_number)
