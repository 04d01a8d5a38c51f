"""What a restore finds in its place: moved out of the way, and back when the restore fails."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from helpwell.base import snapshot

LEFT_ALONE = ("before-restore-", ".restoring-")


@dataclass
class Aside:
    """Where things were, and where they lie now."""

    folder: Path  # what the data folder held
    database: Path | None = None  # SQLite's database, where that lies outside of the data folder
    moved: list[tuple[Path, Path]] = field(default_factory=list)

    @property
    def places(self) -> list[Path]:
        """Where to look for what was there before."""
        return [self.folder, self.database] if self.database else [self.folder]

    def move(self, source: Path, target: Path) -> None:
        """Out of the way."""
        source.rename(target)
        self.moved.append((source, target))

    def take_back(self) -> None:
        """Everything lies again where it was; what came in its place goes."""
        for source, target in reversed(self.moved):
            _remove(source)
            target.rename(source)
        _remove(self.folder)


def put_aside(data: Path, database: Path | None, stamp: str) -> Aside:
    """Move what `data` holds into a folder in it, and SQLite's `database` beside itself if it lies elsewhere.

    Raises `OSError`; then everything lies where it was.
    """
    aside = Aside(data / f"before-restore-{stamp}")
    aside.folder.mkdir()
    try:
        for entry in list(data.iterdir()):
            if not entry.name.startswith(LEFT_ALONE):
                aside.move(entry, aside.folder / entry.name)
        if database and database.exists():
            aside.database = database.with_name(f"{database.name}.before-restore-{stamp}")
            for ending, part in snapshot.parts_of(database).items():
                aside.move(part, aside.database.with_name(aside.database.name + ending))
    except OSError:
        aside.take_back()
        raise
    return aside


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
