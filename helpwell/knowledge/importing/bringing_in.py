"""Bring a file or folder in: read it twice, write it row by row, report each row, lose none."""

import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.knowledge.importing import colleagues, frame, history, votes
from helpwell.knowledge.importing.batch import Batch
from helpwell.knowledge.importing.rows import Unusable
from helpwell.knowledge.importing.sources import Source, open_source
from helpwell.knowledge.importing.survey import Survey, survey
from helpwell.knowledge.importing.understanding import Defaults
from helpwell.knowledge.importing.writing import Writer
from helpwell.knowledge.models import Article, Import, ImportRow

AT_ONCE = 60  # rows written in one transaction: about 0.2 seconds in which others wait to write
BREATH = 0.02  # seconds between transactions in which others write
LOG = "log"  # the folder of an export that holds what visitors did
Tell = Callable[[Import], None]
Also = Callable[[Import, Path], None]


def bring_in(task: Import, path: Path, tell: Tell = lambda task: None, also: Also = lambda task, folder: None) -> None:
    """Import everything in `path`; the report is the rows of `task`. Bad input never raises; `tell` shows progress.

    `also` takes in what upper rooms know of an exported folder, before the import is over.
    """
    try:
        source = open_source(path)
        found = survey(source, Defaults(task.language, Site.current().zone), path.name)
        task.expect(found.total)
        task.begin(is_first=not Article.objects.exists())
        if path.is_dir():
            colleagues.bring_in(task, path)
            frame.bring_in(task, path)
        _offer_languages(task, found)
        _write_all(task, source, found, tell)
        if path.is_dir():
            _bring_in_past(task, path)
            also(task, path)
    except Unusable as error:
        task.finish(str(error))
    else:
        task.finish()
    tell(task)


def _bring_in_past(task: Import, folder: Path) -> None:
    history.bring_in(task, folder)
    if task.is_first:
        votes.bring_in(task, folder / LOG / "votes.jsonl")


def _offer_languages(task: Import, found: Survey) -> None:
    """A language that articles are written in is one the site offers."""
    site = Site.current()
    if fresh := [language for language in found.languages() if language not in site.languages]:
        site.change(languages=[*site.languages, *fresh])
        names = ", ".join(language_name(language) for language in fresh)
        task.remark(_("The help centre now offers: %(names)s.") % {"names": names})


def _write_all(task: Import, source: Source, found: Survey, tell: Tell) -> None:
    writer = Writer(task.by)
    for reports in _batches(source, found, writer):
        task.advance(reports)
        tell(task)
        time.sleep(BREATH)
    _join(task, writer)


def _batches(source: Source, found: Survey, writer: Writer) -> Iterator[list[ImportRow]]:
    """The reports of the rows, which are written in transactions short enough that nobody waits for long."""
    rows = enumerate(source.rows())
    while numbered := list(islice(rows, AT_ONCE)):
        yield Batch(writer, found, numbered).bring_in()


def _join(task: Import, writer: Writer) -> None:
    with transaction.atomic():
        missing = writer.link_related()
    if missing:
        names = ", ".join(missing[:10]) + (" …" if len(missing) > 10 else "")
        task.remark(_("Related articles that do not exist: %(names)s.") % {"names": names})
    if writer.topics.made:
        task.remark(_("New categories: %(names)s.") % {"names": ", ".join(writer.topics.made[:20])})
