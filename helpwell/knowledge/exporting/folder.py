"""An export is a folder: made beside its place, then put there in one go."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from django.db.models.fields.files import FieldFile

from helpwell.base.models import Site
from helpwell.knowledge.exporting import entries, frame, history
from helpwell.knowledge.exporting.votes import Numbers, votes
from helpwell.knowledge.importing.bringing_in import LOG
from helpwell.knowledge.models import Article, Attachment, Translation

README = """# An export of Helpwell

`articles/` holds each article in each language: names and values, then Markdown, or HTML where they say
`format: exact`. `pictures/` and `files/` hold what the articles show. The YAML files hold categories, synonyms,
standings, notices, settings and people. The `.jsonl` files hold a JSON object a line: `articles.jsonl` is all articles
once more with their HTML, `history.jsonl` their revisions, drafts and addresses, `log/` the questions, gaps and votes.
A visitor is a number that means nothing outside of this export.

`./run import` of this folder brings everything back. Into a house that has articles already, settings, notices and the
log do not come: that house has its own. People come back as colleagues who cannot sign in until an admin invites them.
"""
MARK = "# An export of Helpwell"
Step = Callable[[], None]


class ExportFailed(Exception):
    """Nothing was exported; the message says why and what to do."""


def steps() -> int:
    """About how often `write_knowledge` will say that something is done."""
    return Translation.objects.count() + Article.objects.count() + Attachment.objects.count()


def write_knowledge(folder: Path, numbers: Numbers, step: Step = lambda: None) -> None:
    """Write all knowledge into `folder`; `step` is called after each translation, history and file."""
    (folder / "README.md").write_text(README, encoding="utf-8")
    write_yaml(folder / "settings.yaml", frame.settings())
    _write_logo(folder)
    write_yaml(folder / "people.yaml", frame.people())
    write_yaml(folder / "categories.yaml", frame.categories())
    write_yaml(folder / "notices.yaml", frame.notices())
    write_lines(folder / "articles.jsonl", _write_articles(folder, step))
    write_lines(folder / "history.jsonl", _counted(history.histories(), step))
    write_lines(folder / LOG / "votes.jsonl", votes(numbers))
    for attachment in Attachment.objects.order_by("pk").iterator():
        _write_attachment(folder, attachment)
        step()


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """A folder to write into; it takes the place of `target` once it is whole. Raises `ExportFailed`."""
    if target.exists() and not _may_be_replaced(target):
        raise ExportFailed(f"{target} is not empty. Name a new folder, or an earlier export to bring up to date.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".helpwell-export-") as made:
            yield Path(made)
            target.mkdir(exist_ok=True)
            for part in Path(made).iterdir():
                _put(part, target / part.name)
    except OSError as error:
        raise ExportFailed(f"Nothing was exported: {error}") from error


def write_yaml(path: Path, content: Any) -> None:
    """One YAML file a person can read."""
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """One JSON object a line."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _write_articles(folder: Path, step: Step) -> Iterator[dict[str, Any]]:
    (folder / "articles").mkdir()
    return _counted((_write_article(folder, translation) for translation in entries.translations()), step)


def _counted(rows: Iterable[dict[str, Any]], step: Step) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield row
        step()


def _write_article(folder: Path, translation: Translation) -> dict[str, Any]:
    entry = entries.entry_of(translation)
    front, text = entries.markdown_file(entry, list(translation.article.attachments.all()))
    values = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)
    path = folder / "articles" / entries.file_name(translation)
    path.write_text(f"---\n{values}---\n{text}\n", encoding="utf-8")
    return {**entry, "format": "exact"}


def _write_logo(folder: Path) -> None:
    logo = Site.stored().logo
    if logo:
        _copy(logo, folder / f"logo{PurePosixPath(str(logo)).suffix}")


def _write_attachment(folder: Path, attachment: Attachment) -> None:
    path = folder / "articles" / entries.address_of(attachment)
    path.parent.mkdir(parents=True, exist_ok=True)
    _copy(attachment.file, path)


def _copy(file: FieldFile, path: Path) -> None:
    try:
        with file.open("rb") as source, path.open("wb") as out:
            shutil.copyfileobj(source, out)
    except FileNotFoundError:
        path.unlink(missing_ok=True)  # its file was lost before; what is there is exported all the same


def _may_be_replaced(target: Path) -> bool:
    if not target.is_dir():
        return False
    readme = target / "README.md"
    return not any(target.iterdir()) or (readme.is_file() and readme.read_text(errors="replace").startswith(MARK))


def _put(part: Path, place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    part.replace(place)
