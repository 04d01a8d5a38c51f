"""Synonyms and standings on their way out and in: what editors decided about words and answers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpwell.answers.models import Standing, Synonym
from helpwell.knowledge.exporting.folder import write_yaml
from helpwell.knowledge.importing.colleagues import Colleagues
from helpwell.knowledge.importing.files import Entry, maybe_moment, take_whole
from helpwell.knowledge.models import Import, Translation

SYNONYMS, STANDINGS = "synonyms.yaml", "standings.yaml"


def write(folder: Path) -> None:
    """Both files, for people to read."""
    write_yaml(folder / SYNONYMS, list(_synonyms()))
    write_yaml(folder / STANDINGS, list(_standings()))


def bring_in(task: Import, folder: Path) -> None:
    """Read both in, where they are there."""
    take_whole(task, folder / SYNONYMS, _take_synonyms)
    take_whole(task, folder / STANDINGS, _take_standings)


def _synonyms() -> Iterator[Entry]:
    for row in Synonym.objects.select_related("changed_by").order_by("pk"):
        said = {"language": row.language, "word": row.word, "meaning": row.meaning, "status": row.status}
        yield {**said, **({"evidence": row.evidence} if row.evidence else {}), **_changed(row)}


def _standings() -> Iterator[Entry]:
    rows = Standing.objects.select_related("translation__article", "changed_by")
    for row in rows.order_by("translation__article__public_id", "translation__language"):
        one = row.translation
        yield {"id": one.article.public_id, "language": one.language, "level": row.level, **_changed(row)}


def _changed(row: Synonym | Standing) -> dict[str, str]:
    by = {"changed_by": row.changed_by.email} if row.changed_by else {}
    return {**by, "changed_at": row.changed_at.isoformat()}


def _take_standings(entries: list[Entry]) -> None:
    levels = {(entry["id"], entry["language"]): entry for entry in entries if entry["level"] in Standing.Level.values}
    known = {row.translation_id: row for row in Standing.objects.all()}
    fresh: list[Standing] = []
    changed: list[Standing] = []
    by = Colleagues()
    rows = Translation.objects.filter(article__public_id__in={name for name, _language in levels})
    for one in rows.select_related("article"):
        if entry := levels.get((one.article.public_id, one.language)):
            standing = known.get(one.pk) or Standing(translation=one)
            standing.level = entry["level"]
            (changed if standing.pk else fresh).append(_signed(standing, entry, by))
    Standing.objects.bulk_create(fresh, batch_size=500)
    Standing.objects.bulk_update(changed, ["level", "changed_by", "changed_at"], batch_size=500)


def _signed(standing: Standing, entry: Entry, by: Colleagues) -> Standing:
    standing.changed_by = by.find(entry.get("changed_by", ""))
    standing.changed_at = maybe_moment(entry.get("changed_at")) or standing.changed_at
    return standing


def _take_synonyms(entries: list[Entry]) -> None:
    by = Colleagues()
    for entry in entries:
        status = entry.get("status", "")
        said: dict[str, Any] = {
            "status": status if status in Synonym.Status.values else Synonym.Status.ACTIVE,
            "evidence": entry.get("evidence", "")[:300],
            "changed_by": by.find(entry.get("changed_by", "")),
        }
        if at := maybe_moment(entry.get("changed_at")):
            said["changed_at"] = at
        pair = {"word": entry["word"][:80], "meaning": entry["meaning"][:80]}
        Synonym.objects.get_or_create(language=entry["language"], **pair, defaults=said)
