"""Rows that were left out are kept: as JSON lines that can be mended and imported again."""

import json
from collections.abc import Iterator
from pathlib import Path

from helpwell.knowledge.models import Import


def write_left_out(task: Import, folder: Path) -> Path | None:
    """Write them to `…refused.jsonl` in `folder`; None when there are none."""
    lines = list(left_out(task))
    if not lines:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{task.created_at:%Y%m%d-%H%M%S}-{Path(task.name).stem}.refused.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    return path


def left_out(task: Import) -> Iterator[str]:
    """Each row as a line of JSON, with where it stood and why it was left out."""
    for row in task.rows.left_out().iterator():
        yield json.dumps({**json.loads(row.raw), "_place": row.place, "_why": row.note}, ensure_ascii=False) + "\n"
