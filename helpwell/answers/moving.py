"""Moving in and out: the knowledge, and with it what this room knows about it."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from helpwell.answers.models import Synonym
from helpwell.knowledge.importing import bringing_in
from helpwell.knowledge.importing.frame import Unfit, read_yaml
from helpwell.knowledge.models import Import

SYNONYMS = "synonyms.yaml"


def bring_in(task: Import, path: Path, tell: bringing_in.Tell = lambda task: None) -> None:
    """Import a file or folder, with its synonyms; the report is the rows and remarks of `task`."""
    bringing_in.bring_in(task, path, tell)
    if path.is_dir():
        try:
            _take_synonyms(read_yaml(path / SYNONYMS) or [])
        except (Unfit, KeyError, TypeError, AttributeError) as error:
            task.remark(_("“%(name)s” was left out: %(why)s.") % {"name": SYNONYMS, "why": error})


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
