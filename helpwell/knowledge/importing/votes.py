"""Readers' votes come back into a house that had no articles of its own."""

from functools import partial
from pathlib import Path

from helpwell.knowledge.importing import visitors
from helpwell.knowledge.importing.colleagues import Colleagues
from helpwell.knowledge.importing.files import WRONG, Entry, maybe_moment, moment, take_lines
from helpwell.knowledge.models import Import, Revision, Translation, Vote

AT_ONCE = 500


def bring_in(task: Import, path: Path) -> None:
    """Read the file's votes in."""
    take_lines(task, path, partial(_take, task, Colleagues()), at_once=AT_ONCE)


def _take(task: Import, colleagues: Colleagues, entries: list[Entry]) -> int:
    named = Translation.objects.filter(article__public_id__in={str(entry.get("id")) for entry in entries})
    translations = {(row.article.public_id, row.language): row for row in named.select_related("article")}
    numbered = Revision.objects.filter(translation__in=named).values_list("translation_id", "number", "pk")
    revisions = {(translation, number): pk for translation, number, pk in numbered}
    votes = []
    for entry in entries:
        try:
            votes.append(_vote(task, colleagues, entry, translations[entry["id"], entry["language"]], revisions))
        except WRONG:
            continue
    visitors.bring_in(task, (int(entry["visitor"]) for entry in entries if str(entry.get("visitor", "")).isdigit()))
    Vote.objects.bulk_create(votes, ignore_conflicts=True)
    return len(votes)


def _vote(
    task: Import, colleagues: Colleagues, entry: Entry, translation: Translation, revisions: dict[tuple[int, int], int]
) -> Vote:
    reason, status = entry.get("reason", ""), entry.get("status", "open")
    if reason not in {"", *Vote.Reason.values} or status not in Vote.Status.values:
        raise ValueError(reason)
    return Vote(
        translation=translation,
        revision_id=revisions.get((translation.pk, entry.get("revision") or 0)),
        visitor_id=visitors.visitor_id(task, int(entry["visitor"])),
        helpful=bool(entry["helpful"]),
        reason=reason,
        comment=str(entry.get("comment", ""))[:2000],
        status=status,
        assignee=colleagues.find(str(entry.get("assignee", ""))),
        created_at=moment(entry["created_at"]),
        handled_at=maybe_moment(entry.get("handled_at")),
    )
