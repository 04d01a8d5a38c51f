"""Moving in and out: the knowledge, and with it what this room knows about it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from django.core.files import File
from django.utils import translation
from django.utils.translation import gettext as _

from helpwell.answers import moving_log, moving_trust
from helpwell.base.languages import interface_language
from helpwell.base.models import Site
from helpwell.knowledge.exporting import folder as exporting
from helpwell.knowledge.exporting.packing import pack
from helpwell.knowledge.exporting.votes import Numbers
from helpwell.knowledge.importing import bringing_in
from helpwell.knowledge.importing.bringing_in import LOG
from helpwell.knowledge.importing.rows import Unusable
from helpwell.knowledge.importing.unpacking import unpacked
from helpwell.knowledge.models import Export, Import

logger = structlog.stdlib.get_logger(__name__)


def bring_in(task: Import, path: Path, tell: bringing_in.Tell = lambda task: None) -> None:
    """Import a file or folder, with its synonyms, standings and log; the report is the rows and remarks of `task`."""
    try:
        with unpacked(path) as found:
            bringing_in.bring_in(task, found, tell, also=_bring_in_ours)
    except Unusable as error:
        task.finish(str(error))


def _bring_in_ours(task: Import, folder: Path) -> None:
    moving_trust.bring_in(task, folder)
    if task.is_first:
        moving_log.bring_in(task, folder / LOG)


def bring_in_waiting() -> None:
    """Import the uploads that wait; another process may take some of them."""
    for task in Import.objects.waiting().select_related("by"):
        if task.claim():
            with _spoken_by(task):
                _bring_in_upload(task)


def _bring_in_upload(task: Import) -> None:
    try:
        bring_in(task, Path(task.file.path))
    except Exception:  # whatever it is, the person who waits is told, and the next upload has its turn
        logger.exception("An import failed", task=task.pk)
        task.finish(_("Something went wrong on our side. What the report lists is in; import the file again."))


def take_out(target: Path, step: exporting.Step = lambda: None) -> None:
    """Export everything into a new folder, or one of an earlier export. Raises `ExportFailed`."""
    numbers = Numbers()
    with exporting.replaced(target) as folder:
        exporting.write_knowledge(folder, numbers, step)
        moving_trust.write(folder)
        moving_log.write(folder / LOG, numbers)


def take_out_waiting() -> None:
    """Make the exports that were asked for; another process may make some of them."""
    for task in Export.objects.waiting().select_related("by"):
        if task.claim():
            with _spoken_by(task):
                _take_out_asked(task)


def _take_out_asked(task: Export) -> None:
    task.expect(2 * exporting.steps())  # each thing is written, then packed
    try:
        with tempfile.TemporaryDirectory(prefix="helpwell-export-") as place, tempfile.TemporaryFile() as zipped:
            take_out(Path(place) / "export", task.step)
            pack(Path(place), zipped, task.step)
            task.finish(File(zipped))
    except (exporting.ExportFailed, OSError) as error:
        task.fail(str(error))
    except Exception:
        logger.exception("An export failed", task=task.pk)
        task.fail(_("Something went wrong on our side. Try it again, or ask the operator to look into the log."))


@contextmanager
def _spoken_by(task: Import | Export) -> Iterator[None]:
    """What the task says, it says in the language of whoever asked for it."""
    language = (task.by and task.by.language) or Site.current().languages[0]
    with translation.override(interface_language(language)):
        yield
